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

    /// <summary>Waits for something that must come true within 30 seconds.</summary>
    public static async Task SoonAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(30), "it did not come true");
            await Task.Delay(5);
        }
    }

    /// <summary>Waits for something that must end within 30 seconds: nothing hangs.</summary>
    public static Task<T> EndsAsync<T>(Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(30));
}
