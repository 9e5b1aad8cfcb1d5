"""What the README claims, as comparisons that anybody can run: ``make bench``.

Every figure is a ratio of two things measured in turn, in one go, on the same machine. Nothing here is a
test: a busy machine makes both sides slower, and a ratio that leaves its budget is printed, not raised."""
