"""From a picture to the 28 x 28 image that a classifier sees."""
