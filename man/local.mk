dist_man8_MANS = man/nftabs.8
