"""The steps of the close: the state of each, its proof, and what a person does about it."""
