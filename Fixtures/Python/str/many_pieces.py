# Long texts: buffers that grow, pieces that are found again, joins and replacements that must fit exactly.
text = ""
for number in range(300):
    text += str(number) + ","
print(len(text), text[:20], text[-20:], text.count(","), text.find("250"), text.rfind("25"))
pieces = text.split(",")
print(len(pieces), pieces[100], ";".join(pieces) == text.replace(",", ";"), len(text.replace(",", "<>")))
print(sum(len(piece) for piece in pieces), "%s" % text == text, "{}".format(text) == text, repr(text) == "'" + text + "'")
long = "é" * 500 + "x" + "€" * 500
print(len(long), long.find("x"), long.index("€"), long[499:502], long.encode()[998:1005], long.rfind("é"), long[-501])
print(len(("ab" * 1000).replace("a", "xyz")), ("ab" * 1000).rsplit("b", 2)[1:], len(repr("\n" * 100)))
print("{:>300}|{:<300}|".format("right", "left").count(" "), len("%300d" % 1), len("{:0300}".format(7)))
