"""The internal index: sets of criteria as data, self-scores, their appraisal, objections, council, publication."""
