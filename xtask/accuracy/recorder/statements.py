"""Which lines the statement around a line covers, by the rules of docs/sites.md §1.

A decorator counts by itself, a compound statement (`with`, `if`, `def`, `class`) by its header.
"""

import ast

BODIES = ("body", "orelse", "finalbody", "handlers", "cases", "decorator_list")


def spans(source):
    """All statements of a source text as (first line, last line); empty if it does not parse."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return []
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt):
            continue
        for decorator in getattr(node, "decorator_list", ()):
            found.append((decorator.lineno, decorator.end_lineno))
        found.append((node.lineno, header_end(node)))
    return found


def header_end(node):
    """The last line of a simple statement, or of a compound statement's header."""
    if not isinstance(getattr(node, "body", None), list):
        return node.end_lineno
    last = node.lineno
    for name, value in ast.iter_fields(node):
        if name in BODIES:
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST):
                last = max([last, *(n.end_lineno for n in ast.walk(part) if hasattr(n, "end_lineno"))])
    return last


def enclosing(found, line):
    """The smallest of the spans that holds the line; the line itself if none does."""
    holding = [(last - first, -first, first, last) for first, last in found if first <= line <= last]
    if not holding:
        return line, line
    return min(holding)[2:]
