"""The connector to the Omni API: it asks for lists of documents, page by page, and saves them as JSON files.

`saved_lists.fetch` is the way in. The loaders read the files like any other list that was saved from the API.
"""
