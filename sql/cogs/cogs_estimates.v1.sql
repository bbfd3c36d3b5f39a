-- COGS estimates: documents whose COGS is blank for no reason or implausible, with an estimate of the true COGS.
--
-- since: 2000-01
-- grain: one row for each document whose COGS is blank or implausible
-- key:   doc_type, ref_key
-- rule:  cogs.md#estimates
--        The estimate has the sign of COGS, so it is negative for a credit note

with

doubtful_costs as (
    select
        doc_type, ref, ref_key, contact, amount, cogs, dataset, _landing, _line, 'blank' as failing,
        case when value <> 0 then -omni_effect end as own_cost
    from sales_without_cogs
    where
        is_eligible
        and moved
        and booked
    union all
    select
        documents.doc_type, documents.ref, documents.ref_key, documents.contact, documents.amount, sale_costs.cogs,
        'cogs_entries' as dataset, sale_costs.cogs_landing as _landing, sale_costs.cogs_line as _line, 'implausible' as failing,
        cast(null as decimal(18, 2)) as own_cost
    from documents
    inner join sale_costs on sale_costs.ref_key = documents.ref_key
    where
        documents.doc_type in ('SO', 'CN')
        and documents.moved
        and documents.booked
        and not documents.is_void
        and not documents.is_draft
        and sale_costs.cogs <> 0
        and documents.amount <> 0
        and (sale_costs.cogs * documents.amount < 0 or abs(sale_costs.cogs) >= abs(documents.amount))
)

select
    doubtful_costs.*,
    case
        when doubtful_costs.own_cost is not null then 'document_cost'
        when order_line_costs.cost is not null then 'order_lines'
        when doubtful_costs.cogs * doubtful_costs.amount < 0 and abs(doubtful_costs.cogs) < abs(doubtful_costs.amount) then 'sign_turned'
        when own.cost_share is not null then 'customer_margin'
        when usual.cost_share is not null then 'channel_margin'
        else 'cost_unknown'
    end as evidence_code,
    cast(
        case
            when doubtful_costs.own_cost is not null then doubtful_costs.own_cost
            when order_line_costs.cost is not null
                then case when doubtful_costs.doc_type = 'CN' then -order_line_costs.cost else order_line_costs.cost end
            when
                doubtful_costs.cogs * doubtful_costs.amount < 0 and abs(doubtful_costs.cogs) < abs(doubtful_costs.amount)
                then -doubtful_costs.cogs
            else round(doubtful_costs.amount * coalesce(own.cost_share, usual.cost_share), 2)
        end as decimal(18, 2)
    ) as estimate
from doubtful_costs
inner join sales_channels on sales_channels.ref_key = doubtful_costs.ref_key
left join order_line_costs on order_line_costs.ref_key = doubtful_costs.ref_key
left join cost_shares as own
    on own.contact = doubtful_costs.contact
    and own.channel = sales_channels.channel
left join cost_shares as usual
    on usual.contact is null
    and usual.channel = sales_channels.channel
