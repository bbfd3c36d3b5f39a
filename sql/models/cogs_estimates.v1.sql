-- COGS estimates: documents whose COGS is blank without reason, or cannot be right, and what it likely is.
--
-- since: 2000-01
-- rule:  domain.md S09 (CB1) and S10 (CB3, CB4). Evidence in this order: the lines of the order; COGS with its sign turned, where
--        that is below the sale; the customer's own cost share; that of the channel. Signed as COGS: a credit note is negative.
--        Never the gap itself.

with

judged as (
    select doc_type, ref, ref_key, contact, amount, cogs, dataset, _landing, _line, 'blank' as failing
    from sales_without_cogs
    where
        failing_condition in ('eligible_but_zero', 'eligible_but_blank')
        and moved
        and booked
    union all
    select
        documents.doc_type, documents.ref, documents.ref_key, documents.contact, documents.amount, cogs_as_known.cogs,
        'cogs_entries' as dataset, cogs_as_known._landing, cogs_as_known._line, 'implausible' as failing
    from documents
    inner join cogs_as_known on cogs_as_known.ref_key = documents.ref_key
    where
        documents.doc_type in ('SO', 'CN')
        and documents.moved
        and documents.booked
        and not documents.is_void
        and not documents.is_draft
        and cogs_as_known.cogs <> 0
        and documents.amount <> 0
        and (cogs_as_known.cogs * documents.amount < 0 or abs(cogs_as_known.cogs) >= abs(documents.amount))
)

select
    judged.*,
    case
        when order_line_costs.cost is not null then 'order lines'
        when judged.cogs * judged.amount < 0 and abs(judged.cogs) < abs(judged.amount) then 'cost with its sign turned'
        when own.cost_share is not null then 'margin of the customer'
        when usual.cost_share is not null then 'margin of the channel'
        else 'none'
    end as evidence,
    cast(
        case
            when order_line_costs.cost is not null
                then case when judged.doc_type = 'CN' then -order_line_costs.cost else order_line_costs.cost end
            when judged.cogs * judged.amount < 0 and abs(judged.cogs) < abs(judged.amount) then -judged.cogs
            else round(judged.amount * coalesce(own.cost_share, usual.cost_share), 2)
        end as decimal(18, 2)
    ) as estimate
from judged
inner join sales_channels on sales_channels.ref_key = judged.ref_key
left join order_line_costs on order_line_costs.ref_key = judged.ref_key
left join cost_shares as own
    on own.contact = judged.contact
    and own.channel = sales_channels.channel
left join cost_shares as usual
    on usual.contact is null
    and usual.channel = sales_channels.channel
