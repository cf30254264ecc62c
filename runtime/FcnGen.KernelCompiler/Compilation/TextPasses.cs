using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace FcnGen.KernelCompiler;

/// <summary>
/// The pass over the text of ILGPU's PTX that makes it fit for use: memory accesses get their address space, which ILGPU at level 1 leaves
/// open; branches lose <c>.uni</c>, which ILGPU also puts on divergent ones; selections of floats get their type; stubs of intrinsics go;
/// names no longer depend on what was compiled before.
/// </summary>
internal static partial class PtxText
{
    /// <summary>The finished text with entry point <paramref name="name"/>.</summary>
    public static string Finish(string ptx, string name)
    {
        string text = ptx.ReplaceLineEndings("\n");
        text = Stub().Replace(text, "");
        text = Comment().Replace(text, "");
        text = EntryName().Replace(text, ".entry " + name + "(");

        // Pointers in kernel arguments are to global memory, and kernels make no others that have no address space of their own.
        if (GenericPointer().Match(text) is { Success: true } generic)
        {
            throw new InvalidOperationException($"It makes a generic pointer to shared or local memory ({generic.Value.Trim()}), which is not supported.");
        }

        if (UnresolvedFunction().Match(text) is { Success: true } function)
        {
            throw new InvalidOperationException($"It calls {function.Groups[1].Value}, which has no GPU implementation.");
        }

        text = ViewPointer().Replace(text, m => $"{m.Value}\n\tcvta.to.global.u64 {m.Groups[1].Value}, {m.Groups[1].Value};");
        text = Access().Replace(text, "$1.global$2");
        text = Atomic().Replace(text, "$1.global$2");
        text = text.Replace("bra.uni", "bra", StringComparison.Ordinal).Replace("brx.idx.uni", "brx.idx", StringComparison.Ordinal);
        text = FloatSelection().Replace(text, "selp.f32$1");
        return Numbering.Renumber(Identifier(), text);
    }

    /// <summary>Accesses to local memory: registers that were spilled, or arrays indexed by a variable.</summary>
    public static int CountLocalAccesses(string ptx) => LocalAccess().Count(ptx);

    /// <summary>How often an instruction occurs; <paramref name="instruction"/> is the beginning of its name, such as <c>fma.rn.f32</c>.</summary>
    public static int Count(string ptx, string instruction) => Regex.Count(ptx, @"(?<![\w.])" + Regex.Escape(instruction) + @"(?!\w)");

    [GeneratedRegex(@"^\.visible \.func[^{;]*(\{[^}]*\}|;)\s*", RegexOptions.Multiline)]
    private static partial Regex Stub();

    [GeneratedRegex(@"^\s*//.*\n", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\.entry \w+\(")]
    private static partial Regex EntryName();

    [GeneratedRegex(@"^\s*cvta\.(?:shared|local)\.u64[^;]*;", RegexOptions.Multiline)]
    private static partial Regex GenericPointer();

    [GeneratedRegex(@"\.extern \.func(?:\s*\([^)]*\))?\s+(\w+)")]
    private static partial Regex UnresolvedFunction();

    [GeneratedRegex(@"ld\.param\.(?:b|u)64\s+(%rd\d+),\s*\[\w+\];")]
    private static partial Regex ViewPointer();

    [GeneratedRegex(@"\b(ld|st)(\.(?:v2\.|v4\.)?(?:b|u|s|f)(?:8|16|32|64)\b)")]
    private static partial Regex Access();

    [GeneratedRegex(@"\b(red|atom)(\.(?:add|and|or|xor|min|max|inc|dec|exch|cas)\.)")]
    private static partial Regex Atomic();

    [GeneratedRegex(@"selp\.b32(\s+%f)")]
    private static partial Regex FloatSelection();

    [GeneratedRegex(@"\b(?:ld|st)\.local\b")]
    private static partial Regex LocalAccess();

    // Labels and variables, numbered through by ILGPU; the target (sm_80) looks like one.
    [GeneratedRegex(@"(?<![\w.%])(?!sm_)(L_|_?[A-Za-z]\w*?_)\d{2,}\b")]
    private static partial Regex Identifier();
}

/// <summary>
/// The pass over the text of ILGPU's OpenCL C that makes it fit for devices of OpenCL 1.2 and for PoCL: pointers of no address space are
/// global, atomic operations get the space of what they point to, a barrier waits for local memory as well, extensions are asked for only
/// if they are used, and names no longer depend on what was compiled before.
/// </summary>
internal static partial class OpenClText
{
    /// <summary>The finished text with entry point <paramref name="name"/>.</summary>
    public static string Finish(string source, string name)
    {
        string text = source.ReplaceLineEndings("\n");
        text = Noise().Replace(text, "");
        text = EntryName().Replace(text, "kernel void " + name + "(");
        text = text.Replace("typedef __generic ", "typedef global ", StringComparison.Ordinal);
        text = Barrier().Replace(text, "barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE)");
        text = QualifyAtomics(text);
        text = Extension().Replace(text, "");
        if (Double().IsMatch(text)) text = "#pragma OPENCL EXTENSION cl_khr_fp64 : enable\n" + text;
        return Numbering.Renumber(Identifier(), text.TrimStart('\n'));
    }

    private static string QualifyAtomics(string text)
    {
        var localTypes = LocalType().Matches(text).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var localPointers = Declaration().Matches(text).Where(m => localTypes.Contains(m.Groups[1].Value)).Select(m => m.Groups[2].Value).ToHashSet(StringComparer.Ordinal);
        return AtomicCast().Replace(text, m => $"(volatile {(localPointers.Contains(m.Groups[2].Value) ? "local" : "global")} {m.Groups[1].Value}*){m.Groups[2].Value}");
    }

    // Comments, empty statements, trailing blanks and runs of empty lines.
    [GeneratedRegex(@"^\s*//.*\n|^\s*;\n|[ \t]+$|(?<=\n\n)\n+", RegexOptions.Multiline)]
    private static partial Regex Noise();

    [GeneratedRegex(@"\bkernel void \w+\(")]
    private static partial Regex EntryName();

    [GeneratedRegex(@"work_group_barrier\s*\([^)]*\)")]
    private static partial Regex Barrier();

    [GeneratedRegex(@"^#pragma OPENCL EXTENSION .*\n", RegexOptions.Multiline)]
    private static partial Regex Extension();

    [GeneratedRegex(@"\bdouble\b")]
    private static partial Regex Double();

    [GeneratedRegex(@"^typedef local [\w ]+\*\s*(\w+);", RegexOptions.Multiline)]
    private static partial Regex LocalType();

    [GeneratedRegex(@"^\s*(type_\d+) (var\d+);", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\(\s*(?:volatile\s+)?(atomic_\w+)\s*\*\s*\)\s*(var\d+)")]
    private static partial Regex AtomicCast();

    [GeneratedRegex(@"(?<!\w)(type_|L_)\d+")]
    private static partial Regex Identifier();
}

/// <summary>Gives identifiers that end in a number of the whole process new numbers in the order in which they occur.</summary>
internal static class Numbering
{
    /// <summary>Replaces what <paramref name="identifier"/> matches; its first group is kept, what follows becomes the new number.</summary>
    public static string Renumber(Regex identifier, string text)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        return identifier.Replace(text, match =>
        {
            if (!names.TryGetValue(match.Value, out string? name))
            {
                name = match.Groups[1].Value + names.Count.ToString(CultureInfo.InvariantCulture);
                names.Add(match.Value, name);
            }

            return name;
        });
    }
}
