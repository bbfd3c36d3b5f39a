-- Proposed prefixes: the prefix of each kind of document's references, if at least 90% have it and no other kind does.
--
-- since: 2000-01
-- grain: one row for each kind of document
-- key:   kind
-- rule:  proposed-settings.md#prefixes-of-references, posting.md#channels
--        `text_before` is the text before a reference's last number, and `first_text` is the text before its first digit

with

document_channels as (
    select
        documents.doc_type,
        documents.ref,
        regexp_replace(documents.ref_key, '[0-9]+([^0-9]?[A-Z])?$', '') as text_before,
        regexp_extract(documents.ref_key, '^[^0-9]+') as first_text,
        coalesce(
            payments_by_document.channel,
            case when lower(documents.source) in ('pos', 'point of sale', 'register') then 'pos' end
        ) as channel
    from documents
    left join payments_by_document on payments_by_document.ref_key = documents.ref_key
),

beginnings as (
    select
        doc_type,
        text_before,
        first_text,
        count(*) as documents,
        count(case when channel = 'pos' then 1 end) as pos_orders,
        count(case when channel = 'ecommerce' then 1 end) as web_orders,
        min(ref) as example
    from document_channels
    group by
        doc_type,
        text_before,
        first_text
),

prefix_counts as (
    select
        prefix,
        doc_type,
        sum(documents) as documents,
        sum(pos_orders) as pos_orders,
        sum(web_orders) as web_orders,
        min(example) as example
    from (
        select text_before as prefix, doc_type, documents, pos_orders, web_orders, example
        from beginnings
        union all
        select first_text as prefix, doc_type, documents, pos_orders, web_orders, example
        from beginnings
        where first_text <> text_before
    ) as prefixes
    where prefix <> ''
    group by
        prefix,
        doc_type
),

unshared_prefixes as (
    -- A prefix shared by two document types does not identify either of them.
    select prefix
    from prefix_counts
    group by prefix
    having count(*) = 1
),

prefixes_by_kind as (
    select
        prefix_counts.*,
        case
            when prefix_counts.doc_type <> 'SO' then prefix_kinds.kind
            when prefix_counts.pos_orders * 2 > prefix_counts.documents then 'pos_order'
            when prefix_counts.web_orders * 2 > prefix_counts.documents then 'web_order'
            when (prefix_counts.pos_orders + prefix_counts.web_orders) * 20 <= prefix_counts.documents then 'sales_order'
        end as kind
    from prefix_counts
    inner join unshared_prefixes on unshared_prefixes.prefix = prefix_counts.prefix
    inner join prefix_kinds
        on prefix_kinds.doc_type = prefix_counts.doc_type
        and prefix_kinds.kind not in ('pos_order', 'web_order')
    where prefix_counts.documents >= 3
),

documents_by_kind as (
    -- Each document counts once, under its longer prefix if both identify a kind.
    select
        coalesce(longer.kind, shorter.kind) as kind,
        sum(beginnings.documents) as documents
    from beginnings
    left join prefixes_by_kind as longer
        on longer.doc_type = beginnings.doc_type
        and longer.prefix = beginnings.text_before
    left join prefixes_by_kind as shorter
        on shorter.doc_type = beginnings.doc_type
        and shorter.prefix = beginnings.first_text
    group by 1
),

ranked_prefixes as (
    select
        prefixes_by_kind.*,
        documents_by_kind.documents as of_documents,
        row_number()
            over (
                partition by prefixes_by_kind.kind
                order by length(prefixes_by_kind.prefix) desc, prefixes_by_kind.documents desc, prefixes_by_kind.prefix
            )
            as nth
    from prefixes_by_kind
    inner join documents_by_kind on documents_by_kind.kind = prefixes_by_kind.kind
    where prefixes_by_kind.documents * 10 >= documents_by_kind.documents * 9
)

select
    kind,
    left(example, length(prefix)) as prefix,
    cast(documents as bigint) as documents,
    cast(of_documents as bigint) as of_documents,
    example
from ranked_prefixes
where nth = 1
