-- Order families: each purchase order, with the original order if it is a back order, or with itself if it is not.
--
-- since: 2000-01
-- grain: one row for each purchase order
-- key:   ref_key
-- rule:  posting.md#back-orders

select
    ref_key,
    regexp_replace(ref_key, '([0-9])([^A-Z0-9]?[A-Z])+$', '\1') as family
from documents
where doc_type = 'PO'
