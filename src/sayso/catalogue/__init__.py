"""Lists over the whole record: an index in memory of all claims and incidents that a role may see,
made once for each state of the record, that map, timeline, lists, facets and the day's view ask."""
