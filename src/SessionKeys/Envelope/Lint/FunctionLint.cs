namespace SessionKeys;

/// <summary>Functions by which value leaves the account.</summary>
internal static class FunctionLint
{
    public static void Check(FindingList findings, string path, Capability capability)
    {
        if (capability.Target == RiskyFunctions.Permit2)
        {
            findings.Add(
                LintSeverity.Danger, "permit2", $"{path}.target",
                $"{capability.Id} calls Permit2",
                "It moves every token that the account has ever approved to it, budgeted or not.",
                "Let the session call the token itself, or revoke what Permit2 may take.");
        }

        if (RiskyFunctions.Find(capability.Selector) is not { } function)
        {
            if (capability.Spends.Count == 0 && capability.Rules.Count == 0 && capability.Selector != default)
            {
                findings.Add(
                    LintSeverity.Warning, "unknown-function-without-rules", path,
                    $"{capability.Id} allows {capability.Selector} of {capability.Target} with any arguments",
                    "What the function does with them is not known here, and nothing of it is counted.",
                    "Add rules on its arguments, and spends for what it takes from the account.");
            }

            return;
        }

        switch (function.Risk)
        {
            case FunctionRisk.Executes:
                findings.Add(
                    LintSeverity.Danger, "runs-other-calls", $"{path}.selector",
                    $"{capability.Id} allows {function.Signature}",
                    "The calls inside it meet no rule and no budget.",
                    "Grant the inner functions one by one; a session may batch them itself.");
                return;
            case FunctionRisk.ApprovesAll:
                findings.Add(
                    LintSeverity.Danger, "approves-all", $"{path}.selector",
                    $"{capability.Id} allows {function.Signature}",
                    "The operator may take everything of the kind, for ever, also after the session ended.",
                    "Approve single items, by an owner's operation.");
                break;
            default:
                CheckSpends(findings, path, capability, function);
                break;
        }

        CheckRecipient(findings, path, capability, function);
    }

    private static void CheckSpends(
        FindingList findings, string path, Capability capability, RiskyFunction function)
    {
        if (capability.Spends.Count == 0)
        {
            findings.Add(
                LintSeverity.Danger, "moves-without-spend", $"{path}.spends",
                $"{capability.Id} allows {function.Signature}, and nothing of it is counted",
                "It can be called until nothing is left.",
                "Add a spend with the word of the amount (or a fixed 1 for one item), and a budget.");
        }

        if (function.Risk == FunctionRisk.Approves)
        {
            findings.Add(
                LintSeverity.Warning, "allowance-outlives", path,
                $"{capability.Id} allows {function.Signature}",
                "What was approved can be taken later, when the session is revoked; it is counted once, when approved.",
                "Bound the amount by a rule to what the next call needs, and end allowances with the session.");
        }
    }

    private static void CheckRecipient(
        FindingList findings, string path, Capability capability, RiskyFunction function)
    {
        bool isBound = function.RecipientWord is { } word && capability.Rules.Any(
            rule => rule.Word == word
                && rule.Comparison is Comparison.Equal or Comparison.InSet or Comparison.EqualsAccount);
        if (!isBound)
        {
            findings.Add(
                function.Risk == FunctionRisk.Moves && capability.Spends.Count > 0
                    ? LintSeverity.Warning : LintSeverity.Danger,
                "any-recipient", $"{path}.rules",
                $"{capability.Id} allows {function.Signature} for any " +
                (function.Risk == FunctionRisk.Moves ? "recipient" : "spender"),
                "Whoever has the session key takes what the budgets allow.",
                function.RecipientWord is { } at
                    ? $"Bind word {at} by equal, inSet or equalsAccount."
                    : "Grant a function whose recipient stands in a fixed word, and bind that word.");
        }
    }
}
