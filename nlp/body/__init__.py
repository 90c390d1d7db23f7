"""What the body says: cited documents, quantities, targets, assignments."""
