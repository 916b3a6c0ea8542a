using System.Collections;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SessionKeys.Tests;

/// <summary>
/// Everything that a log, a crash report or a debugger would show of the objects and errors of a test.
/// </summary>
internal sealed partial class Evidence
{
    private const int MaxDepth = 4;

    public List<string> Texts { get; } = [];

    public List<byte[]> Bytes { get; } = [];

    public int Exceptions { get; private set; }

    /// <summary>Runs a step, which may fail, and keeps what it gives or throws.</summary>
    public async Task StepAsync(Func<Task<object?>> step)
    {
        try
        {
            Show(await step());
        }
        catch (Exception exception)
        {
            Show(exception);
        }
    }

    public Task StepAsync(Func<object?> step) => StepAsync(() => Task.FromResult(step()));

    /// <summary>Keeps all that can be seen of an object.</summary>
    public void Show(object? value)
    {
        switch (value)
        {
            case null:
                break;
            case byte[] bytes:
                Bytes.Add(bytes);
                break;
            case ReadOnlyMemory<byte> memory:
                Bytes.Add(memory.ToArray());
                break;
            case Exception exception:
                Exceptions++;
                ShowException(exception);
                break;
            default:
                Texts.Add($"{value}");
                ShowJson(value);
                ShowDebugger(value, MaxDepth);
                break;
        }
    }

    public string? Find(params IEnumerable<SecretCanary> canaries) => canaries
        .SelectMany(canary => Texts.Select(canary.FindIn).Concat(Bytes.Select(canary.FindIn)))
        .FirstOrDefault(found => found is not null);

    private void ShowException(Exception exception)
    {
        Texts.Add(exception.ToString());
        for (Exception? link = exception; link is not null; link = link.InnerException)
        {
            Texts.AddRange([link.Message, link.Source ?? "", link.HelpLink ?? "", link.StackTrace ?? ""]);
            foreach (DictionaryEntry entry in link.Data)
            {
                Texts.Add($"{entry.Key} {entry.Value}");
            }

            ShowDebugger(link, 1);
        }
    }

    private void ShowJson(object value)
    {
        try
        {
            Texts.Add(JsonSerializer.Serialize(value, value.GetType()));
        }
        catch (Exception exception)
            when (exception is NotSupportedException or JsonException or InvalidOperationException)
        {
            // What cannot be written shows nothing but this.
            Texts.Add(exception.ToString());
        }
    }

    /// <summary>What a debugger shows at once: the display attribute, and the public members.</summary>
    private void ShowDebugger(object value, int depth)
    {
        Type type = value.GetType();
        if (type.GetCustomAttribute<DebuggerDisplayAttribute>() is { Value: { } display })
        {
            Texts.AddRange(Member().Matches(display).Select(match => Read(value, match.Groups[1].Value)));
        }

        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (property.GetIndexParameters().Length > 0 || property.PropertyType.IsByRefLike)
            {
                continue;
            }

            object? member = ReadOrException(() => property.GetValue(value));
            Texts.Add($"{member}");
            if (member is byte[] or ReadOnlyMemory<byte>)
            {
                Show(member);
            }
            else if (depth > 1 && member is not null && IsOurs(member.GetType()))
            {
                ShowDebugger(member, depth - 1);
            }
        }
    }

    private static bool IsOurs(Type type) =>
        type.Namespace?.StartsWith("SessionKeys", StringComparison.Ordinal) == true && !type.IsEnum;

    private static string Read(object owner, string member)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        Type type = owner.GetType();
        return $"{type.GetProperty(member, Any)?.GetValue(owner) ?? type.GetField(member, Any)?.GetValue(owner)}";
    }

    private static object? ReadOrException(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException;
        }
    }

    [GeneratedRegex(@"\{(\w+)")]
    private static partial Regex Member();
}
