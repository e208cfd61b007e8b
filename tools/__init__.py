"""What makes and checks the house: set-up, databases and servers of the tests, mutants, lists."""
