-- Tie-outs: identities that must hold between the month's exports, each with both sides and what is between them.
--
-- since: 2000-01
-- key:   tie_out
-- words: label_code as label; state_code as state; unmet_code as unmet, settled_by
-- rule:  identities.md#tie-outs

with

settings_row as (
    select * from settings_in_force
),

reconciliation as (
    select
        sum(opening) as opening,
        sum(closing) as closing,
        max(_landing) as _landing
    from stock_reconciliation_balances
    where period = $period
),

last_reconciliation as (
    select sum(closing) as closing
    from stock_reconciliation_balances
    where period = $previous_period
),

entries as (
    select
        sum(coalesce(debit, 0) - coalesce(credit, 0)) as net,
        sum(case when section = 'cogs' then coalesce(credit, 0) - coalesce(debit, 0) end) as cogs,
        sum(case when section = 'stock_adjustments' then coalesce(debit, 0) - coalesce(credit, 0) end) as adjustments,
        sum(case when section = 'additional_costs' then coalesce(debit, 0) - coalesce(credit, 0) end) as landed
    from stock_reconciliation_entries
    where period = $period
),

accounts as (
    select
        sum(case when role = 'inventory' then opening end) as opening,
        sum(case when role = 'inventory' then debits - credits end) as movement,
        sum(case when role = 'inventory' then closing end) as closing,
        sum(case when role = 'cogs' then debits - credits end) as cogs
    from role_balances
    where period = $period
),

last_accounts as (
    select sum(case when role = 'inventory' then closing end) as closing
    from role_balances
    where period = $previous_period
),

cogs as (
    select
        sum(case when acct_date between $period_start and $period_end then cogs end) as cogs,
        count(case when round(sales - cogs, 2) <> round(gross_profit, 2) then 1 end) as off_rows,
        count(*) as entries
    from cogs_entries
    where period = $period
),

journals as (
    select sum(amount) as amount
    from cogs_journals
    where
        period = $period
        and cogs_month = $period
),

posted_journals as (
    select distinct
        ledger_matches._landing,
        ledger_matches.entry_date,
        coalesce(ledger_matches.journal_id, ledger_matches.reference, ledger_matches.description, '') as journal
    from cogs_journals
    inner join ledger_matches
        on ledger_matches._landing = cogs_journals._landing
        and ledger_matches._line = cogs_journals._line
    where
        cogs_journals.period = $period
        and cogs_journals.cogs_month = $period
),

journal_costs as (
    -- Over all accounts of cost of goods sold; what else was charged there is no part of it.
    select sum(ledger_matches.net) as amount
    from ledger_matches
    inner join posted_journals
        on posted_journals._landing = ledger_matches._landing
        and posted_journals.entry_date = ledger_matches.entry_date
        and posted_journals.journal
        = coalesce(ledger_matches.journal_id, ledger_matches.reference, ledger_matches.description, '')
    where
        ledger_matches.role = 'cogs'
        and ledger_matches.kind = 'journal'
),

sales as (
    select
        count(*) as documents,
        count(case when round(sales_incl - sales_tax, 2) <> round(sales, 2) then 1 end) as off_rows
    from sales_documents
    where period = $period
),

batches as (
    select
        count(*) as batches,
        count(case when gap <> 0 then 1 end) as off_rows
    from sales_effects
    where
        doc_type = 'BATCH'
        and is_posted_in_month
),

valuation as (
    select
        sum(stock_value) as total,
        sum(soh) as units,
        count(case when soh < 0 then 1 end) as negative,
        count(*) as products
    from stock_valuation_lines
    where period = $period
),

trial_balances as (
    select sum(abs(gap)) as gap
    from trial_balance_gaps
    where period = $period
),

references_apart as (
    select
        count(*) as compared,
        count(case when round(difference, 2) <> 0 then 1 end) as off_rows
    from compared_references
    where period = $period
),

last_valuation as (
    select
        sum(soh) as units,
        sum(stock_value) as total
    from stock_valuation_lines
    where
        period = $previous_period
        and (
            -- What moved is told by both months' documents of every kind.
            select count(distinct landings.dataset || landings.period)
            from landings
            where
                landings.period in ($period, $previous_period)
                and landings.dataset in ('sales_documents', 'purchase_documents', 'stock_adjustments')
        ) = 6
),

moved as (
    select sum(units_moved) as units, sum(omni_effect) as total
    from documents
),

moved_before as (
    select sum(units_moved) as units, sum(omni_effect) as total
    from documents_before
),

purchases as (
    select
        sum(total_incl) as amount_incl,
        -- Carriers bill landing costs, not this supplier.
        sum(coalesce(product_total, purchases_total - coalesce(landing_costs, 0))) as amount
    from purchases_with_status
    where
        acct_date between $period_start and $period_end
        and coalesce(status, 'IMPORTED') = 'IMPORTED'
        and not coalesce(is_void, false)
        and coalesce(lower(po_status), '') <> 'draft'
),

stock_bills as (
    -- A bill of rent or power is none of Omni's: only those that also stand on the inventory account count.
    select distinct
        kind,
        coalesce(reference, description, '') as reference
    from ledger_as_known
    where
        role = 'inventory'
        and is_in_month
        and kind in ('bill', 'bill_credit')
),

payables as (
    select -sum(ledger_as_known.net) as amount
    from ledger_as_known
    inner join stock_bills
        on stock_bills.kind = ledger_as_known.kind
        and stock_bills.reference = coalesce(ledger_as_known.reference, ledger_as_known.description, '')
    where
        ledger_as_known.role = 'payable'
        and ledger_as_known.is_in_month
),

revenue as (
    select sum(credits) - sum(debits) as amount
    from role_balances
    where
        period = $period
        and role = 'revenue'
),

dated_sales as (
    select sum(amount) as amount
    from documents
    where
        doc_type in ('SO', 'CN')
        and acct_date between $period_start and $period_end
        and not is_void
        and not is_draft
),

posted as (
    select
        sum(case when doc_type = 'ADJ' then net end) as adjustments,
        sum(case when doc_type = 'PO' and kind = 'journal' then net end) as landed
    from ledger_matches
    where
        role = 'inventory'
        and is_in_month
),

identities as (
    select
        1 as position, 'T1' as tie_out,
        reconciliation.opening + entries.net as left_side, reconciliation.closing as right_side
    from reconciliation cross join entries
    union all
    select 2, 'T1b', reconciliation.opening, last_reconciliation.closing
    from reconciliation cross join last_reconciliation
    union all
    select 3, 'T2', accounts.opening + accounts.movement, accounts.closing
    from accounts
    union all
    select 4, 'T2b', gap, 0
    from trial_balances
    where gap is not null  -- whoever exports no trial balance lacks nothing
    union all
    select 5, 'T3', reconciliation.closing, accounts.closing
    from reconciliation cross join accounts
    union all
    select 6, 'T3P', valuation.total, accounts.closing
    from valuation cross join accounts
    union all
    select
        7, 'T4',
        case when references_apart.compared > 0 then references_apart.off_rows end,
        case when references_apart.compared > 0 then 0 end
    from references_apart
    union all
    select 8, 'T5', cogs.cogs, journals.amount
    from cogs cross join journals
    union all
    select 9, 'T5b', cogs.cogs, entries.cogs
    from cogs cross join entries
    union all
    select 10, 'T6', journals.amount, journal_costs.amount
    from journals cross join journal_costs
    union all
    select 11, 'T7', case when cogs.entries > 0 then cogs.off_rows end, case when cogs.entries > 0 then 0 end
    from cogs
    union all
    select 12, 'T8', case when sales.documents > 0 then sales.off_rows end, case when sales.documents > 0 then 0 end
    from sales
    union all
    select
        13, 'T9',
        case when revenue.amount is not null then batches.off_rows end, case when revenue.amount is not null then 0 end
    from batches cross join revenue
    union all
    select 14, 'T10', dated_sales.amount, revenue.amount
    from dated_sales cross join revenue
    union all
    select 15, 'T11', purchases.amount_incl, payables.amount
    from purchases cross join payables
    union all
    select 16, 'T12', entries.adjustments, posted.adjustments
    from entries cross join posted
    union all
    select 17, 'T13', entries.landed, posted.landed
    from entries cross join posted
    union all
    select
        18, 'T14',
        case when valuation.products > 0 then valuation.negative end, case when valuation.products > 0 then 0 end
    from valuation
    union all
    select 19, 'T15', last_valuation.units + moved.units - moved_before.units, valuation.units
    from valuation cross join last_valuation cross join moved cross join moved_before
    union all
    select 20, 'T16', last_valuation.total + moved.total - moved_before.total, valuation.total
    from valuation cross join last_valuation cross join moved cross join moved_before
    union all
    select 21, 'T18', accounts.opening + purchases.amount - valuation.total, accounts.cogs
    from accounts cross join purchases cross join valuation
    union all
    select 22, 'T19', accounts.opening, last_accounts.closing
    from accounts cross join last_accounts
),

applicable as (
    select identities.*
    from identities
    cross join settings_row
    where
        (settings_row.inventory_method = 'perpetual' and identities.tie_out not in ('T3P', 'T18'))
        or (
            settings_row.inventory_method <> 'perpetual'
            and identities.tie_out not in ('T1', 'T1b', 'T3', 'T4', 'T5', 'T5b', 'T6', 'T12', 'T13')
        )
),

lacking as (
    select tie_out, string_agg(reason_code, ';' order by reason_code) as unmet_code
    from tie_out_needs
    group by tie_out
)

select
    position,                                                                         -- No
    applicable.tie_out,                                                               -- Tie-out
    cast('tie_' || lower(applicable.tie_out) as varchar) as label_code,                          -- What must hold
    cast(left_side as decimal(18, 2)) as left_side,                                   -- One side
    cast(right_side as decimal(18, 2)) as right_side,                                 -- The other
    cast(left_side - right_side as decimal(18, 2)) as difference,                     -- Difference
    case
        when left_side is null or right_side is null or lacking.unmet_code is not null then 'side_unknown'
        when round(left_side - right_side, 2) = 0 then 'holds'
        else 'fails'
    end as state_code,                                                                -- State
    coalesce(lacking.unmet_code, case when left_side is null or right_side is null then 'none_of_it' end)
        as unmet_code                                                                 -- What is missing to tell
from applicable
left join lacking on lacking.tie_out = applicable.tie_out
order by
    position,
    applicable.tie_out
