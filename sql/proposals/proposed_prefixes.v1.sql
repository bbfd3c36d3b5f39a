-- Proposed prefixes: the prefix of each kind of document's references, if at least 90% have it and no other kind does.
--
-- since: 2000-01
-- grain: one row for each kind of document
-- key:   kind
-- rule:  proposed-settings.md#prefixes-of-references, posting.md#channels

with

document_channels as (
    select
        documents.doc_type,
        documents.ref,
        documents.ref_key,
        coalesce(
            payments_by_document.channel,
            case when lower(documents.source) in ('pos', 'point of sale', 'register') then 'pos' end
        ) as channel
    from documents
    left join payments_by_document on payments_by_document.ref_key = documents.ref_key
),

beginnings as (
    select ref_key, regexp_replace(ref_key, '[0-9]+([^0-9]?[A-Z])?$', '') as prefix
    from document_channels
    union
    select ref_key, regexp_extract(ref_key, '^[^0-9]+') as prefix
    from document_channels
),

prefix_counts as (
    select
        beginnings.prefix,
        document_channels.doc_type,
        count(*) as documents,
        count(case when document_channels.channel = 'pos' then 1 end) as pos_orders,
        count(case when document_channels.channel = 'ecommerce' then 1 end) as web_orders,
        min(left(document_channels.ref, length(beginnings.prefix))) as written,
        min(document_channels.ref) as example
    from beginnings
    inner join document_channels on document_channels.ref_key = beginnings.ref_key
    where beginnings.prefix <> ''
    group by
        beginnings.prefix,
        document_channels.doc_type
),

prefixes_by_kind as (
    select
        prefix_counts.*,
        case
            when prefix_counts.doc_type = 'SO' and pos_orders * 2 > prefix_counts.documents then 'pos_order'
            when prefix_counts.doc_type = 'SO' and web_orders * 2 > prefix_counts.documents then 'web_order'
            when prefix_counts.doc_type = 'SO' and (pos_orders + web_orders) * 20 <= prefix_counts.documents then 'sales_order'
            when prefix_counts.doc_type <> 'SO' then prefix_kinds.kind
        end as kind
    from prefix_counts
    inner join prefix_kinds
        on prefix_kinds.doc_type = prefix_counts.doc_type
        and prefix_kinds.kind not in ('pos_order', 'web_order')
    where
        prefix_counts.documents >= 3
        -- A prefix shared by two document types does not identify either of them.
        and not exists (
            select 1
            from prefix_counts as others
            where
                others.prefix = prefix_counts.prefix
                and others.doc_type <> prefix_counts.doc_type
        )
),

document_prefixes as (
    -- The longest prefix of each document that identifies a kind.
    select
        document_channels.ref_key,
        prefixes_by_kind.kind,
        prefixes_by_kind.prefix,
        row_number()
            over (partition by document_channels.ref_key order by length(prefixes_by_kind.prefix) desc, prefixes_by_kind.prefix)
            as nth
    from document_channels
    inner join prefixes_by_kind
        on prefixes_by_kind.doc_type = document_channels.doc_type
        and left(document_channels.ref_key, length(prefixes_by_kind.prefix)) = prefixes_by_kind.prefix
    where prefixes_by_kind.kind is not null
),

documents_by_kind as (
    select kind, count(*) as documents
    from document_prefixes
    where nth = 1
    group by kind
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
    written as prefix,
    documents,
    of_documents,
    example
from ranked_prefixes
where nth = 1
