-- Kinds by accounts: the kind of each entry whose file states no known source, inferred from the accounts in its transaction.
--
-- since: 2000-01
-- grain: one row for each ledger line whose kind can be inferred from its accounts
-- key:   _landing, _line
-- rule:  references.md#kinds-of-entries

with

entries as (
    select _landing, _line, period, entry_date, reference, role, net
    from unclear_entries
    where
        kind = 'other'
        and reference is not null
        and role is not null
),

transactions as (
    select
        period,
        entry_date,
        reference,
        sum(case when role = 'revenue' then net end) as sold,
        sum(case when role = 'receivable' then net end) as owed_to_us,
        sum(case when role = 'inventory' then net end) as stocked,
        sum(case when role = 'payable' then net end) as owed_by_us,
        count(case when role in ('cogs', 'landed_costs', 'adjustments') then 1 end) as costs
    from entries
    group by
        period,
        entry_date,
        reference
),

transaction_kinds as (
    select
        period,
        entry_date,
        reference,
        case
            when sold is not null and (owed_to_us is not null or (stocked is null and owed_by_us is null and costs = 0))
                then case when sold > 0 then 'sales_credit' else 'sales_invoice' end
            when stocked is not null and owed_by_us is not null
                then case when stocked < 0 then 'bill_credit' else 'bill' end
            when stocked is not null and costs > 0 then 'journal'
            when stocked is null and owed_by_us < 0 then 'bill'
            when stocked is null and (owed_by_us > 0 or owed_to_us < 0) then 'payment'
        end as kind
    from transactions
),

entries_by_side as (
    -- `side` is 1 for a document's effect on its control account, and -1 for the effect of its settlement.
    select
        entries.*,
        transaction_kinds.kind,
        case
            when entries.role = 'receivable' and transaction_kinds.kind = 'sales_invoice' then sign(entries.net)
            when entries.role = 'receivable' and transaction_kinds.kind = 'sales_credit' then -sign(entries.net)
            when entries.role = 'payable' and transaction_kinds.kind = 'bill' then -sign(entries.net)
            when entries.role = 'payable' and transaction_kinds.kind = 'bill_credit' then sign(entries.net)
        end as side
    from entries
    inner join transaction_kinds
        on transaction_kinds.period = entries.period
        and transaction_kinds.entry_date = entries.entry_date
        and transaction_kinds.reference = entries.reference
    where transaction_kinds.kind is not null
),

numbered_entries as (
    select
        *,
        row_number() over (
            partition by period, entry_date, reference, role, side
            order by _landing, _line
        ) as nth,
        sum(side) over (partition by period, entry_date, reference, role) as documents
    from entries_by_side
)

select
    _landing,
    _line,
    case
        when side = -1 or (side = 1 and nth > greatest(documents, 1)) then 'payment'
        else kind
    end as kind
from numbered_entries
