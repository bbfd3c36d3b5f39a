-- Step orders: the earlier steps that each step of the close depends on, and the reason.
--
-- since: 2000-01
-- grain: one row for each step and each earlier step that it depends on
-- key:   step, earlier
-- rule:  checklist.md#order-of-the-steps

select
    step,
    earlier,
    reason_code
from (
    values
    ('CH1', 'CL1', 'early_closing'),
    ('CH1', 'CL2', 'early_closing'),
    ('CH2', 'CL1', 'early_closing'),
    ('CH2', 'CL2', 'early_closing'),
    ('SY1', 'CH1', 'early_checking'),
    ('SY1', 'CH2', 'early_checking'),
    ('SY1', 'CH3', 'early_checking'),
    ('SY1', 'CH4', 'early_checking'),
    ('SY1', 'X1', 'early_automatic'),
    ('SY1', 'X2', 'early_back_order'),
    ('SY2', 'SY1', 'early_syncing'),
    ('SY3', 'SY1', 'early_syncing'),
    ('SY3', 'SY2', 'early_approving'),
    ('SY4', 'SY1', 'early_syncing'),
    ('SY5', 'SY1', 'early_posting'),
    ('SY5', 'SY2', 'early_posting'),
    ('SY5', 'SY3', 'early_posting'),
    ('SY5', 'SY4', 'early_posting'),
    ('SY6', 'SY1', 'early_posting'),
    ('SY6', 'SY5', 'early_cogs')
) as listed (step, earlier, reason_code)
