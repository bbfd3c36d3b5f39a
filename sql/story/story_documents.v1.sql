-- Story documents: the documents whose history is requested, or all documents if no reference is given.
--
-- since: 2000-01
-- grain: one row for each document
-- key:   doc_type, ref_key
-- takes: reference

select *
from documents
where
    $reference is null
    or ref_key = upper(trim($reference))
