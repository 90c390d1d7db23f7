"""Documents written for this project with gold records, and what renders, damages and scores them."""
