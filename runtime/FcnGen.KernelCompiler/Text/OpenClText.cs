using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace FcnGen.KernelCompiler;

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
