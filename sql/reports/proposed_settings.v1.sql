-- Proposed settings: accounts, reference prefixes and patterns, package and channels that the files suggest, with the evidence
--        for each.
--
-- since: 2000-01
-- key:   setting, nth
-- needs: ledger_entries, sales_documents, purchase_documents
-- words: evidence_code as evidence
-- rule:  proposed-settings.md#proposed-settings
--        `is_in_force` is true if the settings already contain this value, or a different account, prefix or pattern

with

newest_settings as (
    select max(period) as period
    from settings
    where period <= $period
),

settings_now as (
    select 'package' as setting, package as value
    from settings_in_force
    union all
    select 'currency' as setting, upper(currency) as value
    from settings_in_force
    union all
    select 'uses_pos' as setting, case when uses_pos then 'true' end as value
    from settings_in_force
    union all
    select 'uses_ecommerce' as setting, case when uses_ecommerce then 'true' end as value
    from settings_in_force
    union all
    select 'batches_sales' as setting, case when batches_sales then 'true' end as value
    from settings_in_force
    union all
    select 'inventory_method' as setting, settings.inventory_method as value
    from settings
    inner join newest_settings on newest_settings.period = settings.period
    union all
    select 'date_order' as setting, settings.date_order as value
    from settings
    inner join newest_settings on newest_settings.period = settings.period
    union all
    select 'upload_state' as setting, settings.upload_state as value
    from settings
    inner join newest_settings on newest_settings.period = settings.period
),

missing_roles as (
    select roles.role
    from roles
    left join proposed_accounts on proposed_accounts.role = roles.role
    where
        roles.role in ('inventory', 'cogs', 'revenue', 'receivable', 'payable')
        and proposed_accounts.role is null
        and exists (
            select 1
            from ledger_balances
            where period <= $period
        )
),

stated_roles as (
    select distinct role
    from accounts_in_force
),

account_proposals as (
    select
        proposed_accounts.*,
        ledger_accounts.account,
        ledger_accounts.code,
        ledger_accounts.name,
        account_roles.role as held_as,
        stated_roles.role is not null as is_held_role,
        max(case when account_roles.role = proposed_accounts.role then 1 else 0 end)
            over (partition by proposed_accounts.role) as one_is_held
    from proposed_accounts
    inner join ledger_accounts on ledger_accounts.identity = proposed_accounts.identity
    left join account_roles on account_roles.account = ledger_accounts.account
    left join stated_roles on stated_roles.role = proposed_accounts.role
),

proposals as (
    select
        'accounts' as part,
        role as setting,
        coalesce(code || ' ' || name, name, account) as value,
        code as account_code,
        name as account_name,
        state,
        -- If a role has several proposed accounts, those not yet accepted stay open.
        held_as is not null or (is_held_role and (state <> 'proposed' or one_is_held = 0)) as is_in_force,
        documents,
        cast(null as varchar) as example,
        evidence_code
    from account_proposals
    union all
    select
        'accounts', missing_roles.role, cast(null as varchar), cast(null as varchar), cast(null as varchar), 'cannot_tell',
        stated_roles.role is not null, cast(0 as bigint), cast(null as varchar), 'proposed_nothing'
    from missing_roles
    left join stated_roles on stated_roles.role = missing_roles.role
    union all
    select
        'reference_prefixes', proposed_prefixes.kind, proposed_prefixes.prefix, cast(null as varchar), cast(null as varchar),
        'proposed', prefixes_in_force.kind is not null, proposed_prefixes.documents, proposed_prefixes.example,
        'proposed_prefix|' || cast(proposed_prefixes.documents as varchar) || '|' || cast(proposed_prefixes.of_documents as varchar)
    from proposed_prefixes
    left join prefixes_in_force on prefixes_in_force.kind = proposed_prefixes.kind
    union all
    select
        'reference_patterns', proposed_patterns.kind, proposed_patterns.pattern, cast(null as varchar), cast(null as varchar),
        'proposed', patterns_in_force.kind is not null, proposed_patterns.entries, proposed_patterns.example,
        proposed_patterns.shown_by || '|' || cast(proposed_patterns.entries as varchar) || '|'
        || cast(proposed_patterns.of_entries as varchar) || '|' || pattern_kinds.words
    from proposed_patterns
    inner join pattern_kinds on pattern_kinds.kind = proposed_patterns.kind
    left join patterns_in_force on patterns_in_force.kind = proposed_patterns.kind
    union all
    select
        'settings', proposed_choices.setting, proposed_choices.value, cast(null as varchar), cast(null as varchar),
        proposed_choices.state, settings_now.value is not null, proposed_choices.documents, cast(null as varchar),
        proposed_choices.evidence_code
    from proposed_choices
    left join settings_now
        on settings_now.setting = proposed_choices.setting
        and settings_now.value = proposed_choices.value
),

ranked_proposals as (
    select
        proposals.*,
        coalesce(roles.nth, 0) as nth_role,
        row_number() over (
            partition by proposals.setting
            order by proposals.state desc, proposals.documents desc, proposals.value
        ) as nth
    from proposals
    left join roles
        on roles.role = proposals.setting
        and proposals.part = 'accounts'
)

select
    part,                                                           -- Part
    setting,                                                        -- For
    nth,                                                            -- No.
    value,                                                          -- Proposed
    account_code,                                                   -- Code
    account_name,                                                   -- Name
    state,                                                          -- State
    case when is_in_force then 'Y' else 'N' end as is_in_force,     -- In force
    documents,                                                      -- Documents
    example,                                                        -- Example
    evidence_code                                                   -- Evidence
from ranked_proposals
order by
    part,
    nth_role,
    setting,
    nth
