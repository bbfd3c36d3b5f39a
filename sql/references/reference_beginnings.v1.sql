-- Reference beginnings: the prefixes of each type of document's references, as stated in the settings or learnt from the documents.
--
-- since: 2000-01
-- grain: one row for each type of document and each prefix of its references
-- key:   doc_type, prefix
-- rule:  references.md#beginnings
--        `digits` is the number of digits in the longest number, ignoring leading zeros

with

beginnings as (
    select
        doc_type,
        regexp_replace(ref_key, '[0-9]+([^0-9]?[A-Z])?$', '') as prefix,
        count(*) as documents,
        max(length(regexp_extract(ref_key, '0*([0-9]+)[^0-9]*$', 1))) as digits
    from documents
    group by
        doc_type,
        regexp_replace(ref_key, '[0-9]+([^0-9]?[A-Z])?$', '')
),

documents_by_type as (
    select doc_type, count(*) as documents
    from documents
    group by doc_type
),

stated_beginnings as (
    select
        prefix_kinds.doc_type,
        prefixes_in_force.prefix
    from prefixes_in_force
    inner join prefix_kinds on prefix_kinds.kind = prefixes_in_force.kind
)

select stated_beginnings.doc_type, stated_beginnings.prefix, beginnings.digits
from stated_beginnings
left join beginnings
    on beginnings.doc_type = stated_beginnings.doc_type
    and beginnings.prefix = stated_beginnings.prefix
union
select beginnings.doc_type, beginnings.prefix, beginnings.digits
from beginnings
inner join documents_by_type on documents_by_type.doc_type = beginnings.doc_type
where
    beginnings.prefix <> ''
    and beginnings.documents >= 3
    and beginnings.documents * 20 >= documents_by_type.documents
    -- A prefix shared by two types of document counts only for the type with more documents.
    and not exists (
        select 1
        from beginnings as others
        where
            others.prefix = beginnings.prefix
            and others.doc_type <> beginnings.doc_type
            and others.documents > beginnings.documents
    )
