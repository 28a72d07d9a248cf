"""The floor below the rules: walks through a bot to find whether a person can be reached from every place in it."""
