using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.KernelCompiler;

namespace FcnGen.KernelTool;

/// <summary>The command line: <c>ASSEMBLY --output FILE [--passes all|inference] [--networks NAME;NAME]</c>.</summary>
/// <param name="Assembly">The program, as built for the just-in-time compiler, with its dependencies beside it.</param>
/// <param name="Output">The archive to write.</param>
/// <param name="Passes">What the program does with its networks.</param>
/// <param name="Networks">Names of the networks to take; empty for all.</param>
internal sealed record ToolOptions(string Assembly, string Output, NetworkPasses Passes, IReadOnlyList<string> Networks)
{
    /// <summary>Reads the command line.</summary>
    /// <exception cref="ToolException">It is not as described.</exception>
    public static ToolOptions Parse(string[] arguments)
    {
        string? assembly = null;
        string? output = null;
        var passes = NetworkPasses.All;
        string[] networks = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--output":
                    output = Value(arguments, ref i);
                    break;
                case "--passes":
                    string value = Value(arguments, ref i);
                    if (!Enum.TryParse(value, ignoreCase: true, out passes) || !Enum.IsDefined(passes))
                        throw new ToolException("FCNK001", $"FcnGenPasses is {value}; it must be All (the default) or Inference.");
                    break;
                case "--networks":
                    networks = Value(arguments, ref i).Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                    break;
                default:
                    if (arguments[i].StartsWith('-') || assembly is not null) throw Usage();
                    assembly = arguments[i];
                    break;
            }
        }

        return assembly is null || output is null ? throw Usage() : new ToolOptions(assembly, output, passes, networks);
    }

    private static string Value(string[] arguments, ref int i) => ++i < arguments.Length ? arguments[i] : throw Usage();

    private static ToolException Usage() => new("FCNK001", "usage: FcnGen.KernelTool ASSEMBLY --output FILE [--passes all|inference] [--networks NAME;NAME]");
}
