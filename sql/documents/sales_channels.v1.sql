-- Sales channels: whether each order or credit note came through a register, a web store or neither.
--
-- since: 2000-01
-- grain: one row for each sales order or credit note
-- key:   ref_key
-- rule:  posting.md#channels

select
    documents.ref_key,
    coalesce(
        payments_by_document.channel,
        case
            when lower(documents.source) in ('pos', 'point of sale', 'register') then 'pos'
            when pos.prefix is not null then 'pos'
            when web.prefix is not null then 'ecommerce'
        end,
        'other'
    ) as channel,
    payments_by_document.payment_date,
    payments_by_document.unbatched_date
from documents
left join payments_by_document on payments_by_document.ref_key = documents.ref_key
left join prefixes_in_force as pos
    on pos.kind = 'pos_order'
    and left(documents.ref_key, length(pos.prefix)) = pos.prefix
left join prefixes_in_force as web
    on web.kind = 'web_order'
    and left(documents.ref_key, length(web.prefix)) = web.prefix
where documents.doc_type in ('SO', 'CN')
