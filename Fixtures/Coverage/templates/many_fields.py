# More fields than a call has room for arguments.
x = 3
source = "t'" + "".join("{x:%d}" % i for i in range(70)) + "'"
template = eval(source)
print(len(template.interpolations), len(template.strings), template.interpolations[69].format_spec)
