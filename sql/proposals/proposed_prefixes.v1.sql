-- Proposed prefixes: how the references of each kind of document begin, where nine in ten do so and no other kind does.
--
-- since: 2000-01
-- grain: one row for each kind of document
-- key:   kind
-- rule:  proposed-settings.md#prefixes-of-references, posting.md#channels

with

kinds as (
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
    from kinds
    union
    select ref_key, regexp_extract(ref_key, '^[^0-9]+') as prefix
    from kinds
),

counted as (
    select
        beginnings.prefix,
        kinds.doc_type,
        count(*) as documents,
        count(case when kinds.channel = 'pos' then 1 end) as pos_orders,
        count(case when kinds.channel = 'ecommerce' then 1 end) as web_orders,
        min(left(kinds.ref, length(beginnings.prefix))) as written,
        min(kinds.ref) as example
    from beginnings
    inner join kinds on kinds.ref_key = beginnings.ref_key
    where beginnings.prefix <> ''
    group by
        beginnings.prefix,
        kinds.doc_type
),

told as (
    select
        counted.*,
        case
            when counted.doc_type = 'SO' and pos_orders * 2 > counted.documents then 'pos_order'
            when counted.doc_type = 'SO' and web_orders * 2 > counted.documents then 'web_order'
            when counted.doc_type = 'SO' and (pos_orders + web_orders) * 20 <= counted.documents then 'sales_order'
            when counted.doc_type <> 'SO' then prefix_kinds.kind
        end as kind
    from counted
    inner join prefix_kinds
        on prefix_kinds.doc_type = counted.doc_type
        and prefix_kinds.kind not in ('pos_order', 'web_order')
    where
        counted.documents >= 3
        -- What begins two types of documents tells neither.
        and not exists (
            select 1
            from counted as others
            where
                others.prefix = counted.prefix
                and others.doc_type <> counted.doc_type
        )
),

placed as (
    -- The longest beginning of each document that tells a kind.
    select
        kinds.ref_key,
        told.kind,
        told.prefix,
        row_number() over (partition by kinds.ref_key order by length(told.prefix) desc, told.prefix) as nth
    from kinds
    inner join told
        on told.doc_type = kinds.doc_type
        and left(kinds.ref_key, length(told.prefix)) = told.prefix
    where told.kind is not null
),

sizes as (
    select kind, count(*) as documents
    from placed
    where nth = 1
    group by kind
),

ranked as (
    select
        told.*,
        sizes.documents as of_documents,
        row_number() over (partition by told.kind order by length(told.prefix) desc, told.documents desc, told.prefix) as nth
    from told
    inner join sizes on sizes.kind = told.kind
    where told.documents * 10 >= sizes.documents * 9
)

select
    kind,
    written as prefix,
    documents,
    of_documents,
    example
from ranked
where nth = 1
