using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>The text of one kernel as statements: its declarations, and its body without scopes.</summary>
internal sealed partial class PtxReader
{
    private readonly Dictionary<string, int> _symbols = new(StringComparer.Ordinal);
    private readonly List<PtxParameter> _parameters = [];
    private readonly List<string> _body = [];

    /// <summary>Splits a text with one entry point.</summary>
    public PtxReader(string text)
    {
        text = Comment().Replace(text, "");
        Match entry = Entry().Match(text);
        if (!entry.Success) throw new PtxFault("The text has no entry point.");
        if (entry.NextMatch().Success) throw new PtxFault("The text has more than one entry point.");
        Name = entry.Groups[1].Value;
        foreach (Match parameter in Parameter().Matches(entry.Groups[2].Value)) AddParameter(parameter);
        int start = text.IndexOf('{', entry.Index + entry.Length);
        Match threads = MaxThreadsDirective().Match(text[(entry.Index + entry.Length)..start]);
        MaxThreads = threads.Success ? int.Parse(threads.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
        foreach (Match shared in ExternShared().Matches(text[..entry.Index])) _dynamic.Add(shared.Groups[1].Value);
        Split(text.AsSpan(start + 1));

        // Dynamic shared memory follows the static one.
        SharedBytes = (SharedBytes + 15) & ~15;
        foreach (string name in _dynamic) _symbols[name] = SharedBytes;
    }

    private readonly List<string> _dynamic = [];

    /// <summary>The entry point.</summary>
    public string Name { get; }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<PtxParameter> Parameters => _parameters;

    /// <summary>Threads that <c>.maxntid</c> allows; 0 if it says nothing.</summary>
    public int MaxThreads { get; }

    /// <summary>Bytes of static shared memory.</summary>
    public int SharedBytes { get; private set; }

    /// <summary>Addresses of shared memory by name.</summary>
    public IReadOnlyDictionary<string, int> Symbols => _symbols;

    /// <summary>Labels (ending with a colon), register declarations and instructions, in order.</summary>
    public IReadOnlyList<string> Body => _body;

    private void AddParameter(Match parameter)
    {
        int bytes = parameter.Groups[3].Success
            ? int.Parse(parameter.Groups[3].ValueSpan, CultureInfo.InvariantCulture)
            : int.Parse(parameter.Groups[1].ValueSpan, CultureInfo.InvariantCulture) / 8;
        PtxParameter? last = _parameters.Count > 0 ? _parameters[^1] : null;
        int offset = last is null ? 0 : (last.Offset + last.Bytes + 7) & ~7;
        _parameters.Add(new PtxParameter(parameter.Groups[2].Value, offset, bytes));
    }

    private void Split(ReadOnlySpan<char> text)
    {
        int depth = 1;
        int at = 0;
        while (depth > 0)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (at == text.Length) throw new PtxFault("The text ends within the kernel.");
            if (text[at] is '{' or '}')
            {
                depth += text[at] == '{' ? 1 : -1;
                at++;
                continue;
            }

            int end = at;
            while (end < text.Length && text[end] != ';' && !(text[end] == ':' && IsName(text[at..end]))) end++;
            if (end == text.Length) throw new PtxFault($"A statement has no end: {text[at..Math.Min(end, at + 80)]}");
            Add(text[at..(text[end] == ':' ? end + 1 : end)].ToString().Trim());
            at = end + 1;
        }
    }

    private void Add(string statement)
    {
        if (statement.StartsWith(".shared", StringComparison.Ordinal))
        {
            Match shared = Shared().Match(statement);
            if (!shared.Success) throw new PtxFault($"Not understood: {statement}");
            int align = shared.Groups[1].Success ? int.Parse(shared.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 4;
            SharedBytes = (SharedBytes + align - 1) / align * align;
            _symbols.Add(shared.Groups[3].Value, SharedBytes);
            SharedBytes += int.Parse(shared.Groups[2].ValueSpan, CultureInfo.InvariantCulture) / 8 * int.Parse(shared.Groups[4].ValueSpan, CultureInfo.InvariantCulture);
            return;
        }

        if (statement.StartsWith(".local", StringComparison.Ordinal)) throw new PtxFault($"Local memory is slow and not modelled: {statement}");
        _body.Add(statement);
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not '_' and not '$') return false;
        }

        return text.Length > 0;
    }

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\.entry\s+(\w+)\s*\(([^)]*)\)")]
    private static partial Regex Entry();

    [GeneratedRegex(@"\.param\s+(?:\.align\s+\d+\s+)?\.[busf](\d+)\s+(\w+)(?:\[(\d+)\])?")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\.maxntid\s+(\d+)")]
    private static partial Regex MaxThreadsDirective();

    [GeneratedRegex(@"\.extern\s+\.shared\s+(?:\.align\s+\d+\s+)?\.b8\s+(\w+)\[\]")]
    private static partial Regex ExternShared();

    [GeneratedRegex(@"^\.shared\s+(?:\.align\s+(\d+)\s+)?\.[busf](\d+)\s+(\w+)\[(\d+)\]")]
    private static partial Regex Shared();
}
