"""Where the model's layers contradict one another, or its tree what English allows: repairs.

Each rule is one of the language, not of a text: a verb with an object and no auxiliary is not
passive; an infinitive's object does not stand before its "to".
"""
