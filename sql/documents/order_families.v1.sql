-- Order families: each purchase order, and the order that it is a back order of (itself for other orders).
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
