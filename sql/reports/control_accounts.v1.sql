-- Control accounts: the movement of each control account besides stock in Omni and in the ledger, both adjusted, and the residual.
--
-- since: 2000-01
-- key:   account, part, position, line_code
-- needs: sales_documents, purchase_documents, cogs_entries, stock_reconciliation_entries, ledger_entries
-- words: line_code as line; state_code as state; unmet_code as unmet, settled_by
-- rule:  control-accounts.md#control-accounts, control-accounts.md#tolerance
--        Part `balance` is the ledger's own roll from the opening to the closing balance. `omni` and `ledger` each start with the month's
--        movement, and end with the adjusted movement. The last line is the residual, which is blank if evidence is missing

with

adjustments as (
    select
        role,
        adjusts as part,
        item_code,
        cause_id,
        sum(case when adjusts = 'omni' then -gap else gap end) as amount,
        count(*) as documents
    from control_gaps
    where adjusts is not null
    group by
        role,
        adjusts,
        item_code,
        cause_id
),

movements as (
    select
        role,
        coalesce(entry_code, 'control_documents') as item_code,
        sum(amount) as amount,
        count(*) as documents
    from control_entries
    group by 1, 2
),

compared as (
    select role, count(*) as documents
    from control_gaps
    where omni_amount <> 0
    group by role
),

lines as (
    select
        role, 'balance' as part, 1 as position, 'control_opening' as item_code, cast(null as varchar) as cause_id, opening as amount,
        0 as documents
    from control_totals
    union all
    select role, 'balance' as part, 2 as position, item_code, null as cause_id, amount, documents
    from movements
    union all
    select role, 'balance' as part, 3 as position, 'control_closing' as item_code, null as cause_id, closing as amount, 0 as documents
    from control_totals
    union all
    select
        control_totals.role, 'omni' as part, 1 as position,
        case control_totals.role
            when 'receivable' then 'control_omni_receivable'
            when 'payable' then 'control_omni_payable'
            when 'cogs' then 'control_omni_cogs'
            when 'landed_costs' then 'control_omni_landed_costs'
            else 'control_omni_deposits'
        end as item_code,
        null as cause_id, control_totals.omni_movement as amount, coalesce(compared.documents, 0) as documents
    from control_totals
    left join compared on compared.role = control_totals.role
    union all
    select role, 'ledger' as part, 1 as position, 'control_ledger' as item_code, null as cause_id, ledger_movement as amount, 0 as documents
    from control_totals
    union all
    select role, part, 2 as position, item_code, cause_id, amount, documents
    from adjustments
    union all
    select role, 'omni' as part, 3 as position, 'control_adjusted' as item_code, null as cause_id, omni_adjusted as amount, 0 as documents
    from control_totals
    union all
    select
        role, 'ledger' as part, 3 as position, 'control_adjusted' as item_code, null as cause_id, ledger_adjusted as amount, 0 as documents
    from control_totals
    union all
    select role, 'residual' as part, 1 as position, 'control_residual' as item_code, null as cause_id, residual as amount, 0 as documents
    from control_totals
)

select
    lines.role as account,                                                            -- Account
    lines.part,                                                                       -- Side
    lines.position,                                                                   -- No
    lines.item_code as line_code,                                                     -- Line
    lines.cause_id,                                                                   -- Cause
    cast(lines.documents as integer) as documents,                                    -- Documents
    cast(lines.amount as decimal(18, 2)) as amount,                                   -- Amount
    control_totals.tolerance,                                                         -- Tolerance
    case
        when control_totals.residual is null then 'control_unknown'
        when control_totals.residual = 0 then 'control_agrees'
        when abs(control_totals.residual) <= control_totals.tolerance then 'control_within'
        else 'control_differs'
    end as state_code,                                                                -- State of the account
    control_totals.unmet_code                                                         -- What is missing
from lines
inner join control_totals on control_totals.role = lines.role
order by
    account,
    part,
    position,
    line_code
