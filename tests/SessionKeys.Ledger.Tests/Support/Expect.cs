namespace SessionKeys.Ledger.Tests;

internal static class Expect
{
    /// <summary>The action fails for this reason, with an id, and tells the person what to do.</summary>
    public static async Task<LedgerException> ReasonAsync(LedgerReason reason, Func<Task> action)
    {
        LedgerException exception = await Assert.ThrowsAsync<LedgerException>(action);
        Assert.Equal(reason, exception.Reason);
        Assert.StartsWith("ledger-", exception.Id, StringComparison.Ordinal);
        Assert.EndsWith(exception.WhatToDo, exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(exception.WhatToDo);
        return exception;
    }

    /// <inheritdoc cref="ReasonAsync"/>
    public static LedgerException Reason(LedgerReason reason, Action action)
    {
        LedgerException exception = Assert.Throws<LedgerException>(action);
        Assert.Equal(reason, exception.Reason);
        return exception;
    }
}
