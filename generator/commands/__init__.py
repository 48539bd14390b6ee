"""Commands of `enquiry`, one module a group; each is a few lines that call the packages below.

Owns: options, questions, messages on a terminal, exit codes, and which day is today.
In: arguments. Out: calls of `engine`, `preview` and `authoring`, whose results are shown here.
Must never know: how anything is read, built, written or served.
A command's module is imported when it is invoked, so that none pays for the others (`main.COMMANDS`).
"""
