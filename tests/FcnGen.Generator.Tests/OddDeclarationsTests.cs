using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using FcnGen.Generator.Diagnostics;
using FcnGen.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcnGen.Generator.Tests;

/// <summary>
/// Declarations that C# allows and nobody expects: each builds and is right, or has one finding. What the compiler adds by itself, of the
/// author's own text, is listed.
/// </summary>
public class OddDeclarationsTests
{
    private const string Layers = "[Conv(4)] A; [CropToInput] Score; [SoftmaxLoss] Loss;";

    private static readonly string s_net = DiagnosticCase.Net(Layers);

    public static TheoryData<string, string, string> Declarations => new()
    {
        // What builds.
        { "keyword as a class name", s_net.Replace("class Net", "class @event"), "" },
        { "contextual keyword as a class name", s_net.Replace("class Net", "class @record"), "" },
        { "keyword as a namespace", s_net.Replace("[FullyConvNet", "namespace @if.@event;\n[FullyConvNet"), "" },
        { "keyword as an outer class", Nested("partial class @event", s_net), "" },
        { "sealed", s_net.Replace("public partial class", "public sealed partial class"), "" },
        { "internal", s_net.Replace("public partial class", "partial class"), "" },
        { "private and nested twice", Nested("static partial class Outer", Nested("partial struct Middle", s_net.Replace("public partial class", "private partial class"))), "" },
        { "nested in a record", Nested("public partial record struct Outer(int X)", s_net), "" },
        { "nested in an interface", Nested("public partial interface IOuter", s_net), "" },
        { "other part without layers", s_net + "public partial class Net : System.ICloneable { public object Clone() => this; public int Extra { get; set; } }", "" },
        { "own constructor on top", s_net + "public partial class Net { public Net(string device) : this(Device.Cpu(), 3) { } public Outputs Forward(Picture picture) => throw new System.NotSupportedException(); }", "" },
        { "nested type called Launches that is a network", s_net + "public partial class Net { [FullyConvNet(Channels = 1)] public partial class Launches { " + DiagnosticCase.Layers(Layers) + " } }", "" },
        { "global qualification", s_net.Replace("using FcnGen;", "").Replace("[Full", "[global::FcnGen.Full").Replace("[Conv", "[global::FcnGen.Conv")
            .Replace("[Crop", "[global::FcnGen.Crop").Replace("[Soft", "[global::FcnGen.Soft").Replace("Layer ", "global::FcnGen.Layer "), "" },

        // The class.
        { "primary constructor", s_net.Replace("class Net", "class Net(int x)"), "FCN002 has a primary constructor" },
        { "empty primary constructor", s_net.Replace("class Net", "class Net()"), "FCN002 has a primary constructor" },
        { "record", s_net.Replace("class Net", "record Net"), "FCN002 is a record" },
        { "positional record", s_net.Replace("class Net", "record class Net(int X)"), "FCN002 is a record" },
        { "struct", s_net.Replace("class Net", "struct Net"), "FCN002 is a struct" },
        { "record struct", s_net.Replace("class Net", "record struct Net"), "FCN002 is a record struct" },
        { "interface", s_net.Replace("class Net", "interface INet"), "FCN002 is an interface" },
        { "abstract", s_net.Replace("public partial class", "public abstract partial class"), "FCN002 is abstract" },
        { "generic", s_net.Replace("class Net", "class Net<T> where T : struct"), "FCN002 is generic" },
        { "nested in a generic class", Nested("public partial class Outer<T>", s_net), "FCN002 is nested in Outer, which is generic" },
        { "own base class", s_net.Replace("class Net", "class Net : Other") + "public class Other;", "FCN002 derives from Other" },
        { "both markers", s_net.Replace("[FullyConvNet(Channels = 3)]", "[FullyConvNet(Channels = 3), FullyConvTrunk(Channels = 3)]"), "FCN002 is marked both" },
        { "own member Parameters", s_net.Replace("public partial class Net\n{", "public partial class Net\n{ public int Parameters { get; } "), "FCN002 has a member Parameters" },
        { "own type Outputs", s_net + "public partial class Net { public class Outputs; }", "FCN002 has a member Outputs" },
        { "own member Data", s_net + "public partial class Net { public int Data; }", "FCN002 has a member Data" },
        { "own type of the runtime's name", s_net + "public class Device;", "" },
        { "trunk with a primary constructor", "using FcnGen;\n[FullyConvTrunk(Channels = 3)] public partial record T(int X) { [Conv(4)] public partial Layer A { get; } }", "FCN002 is a record" },

        // What the compiler says of the author's own text stays.
        { "not partial", s_net.Replace("partial class", "class"), "FCN001 Class Net; CS0260" },
        { "not partial at all", s_net.Replace("partial ", ""), "FCN001 Class Net" },
        { "outer not partial", Nested("public class Outer", s_net), "FCN002 is nested in Outer, which is not partial; CS0260" },
        { "static", s_net.Replace("public partial class", "public static partial class"), "FCN002 is static; CS0708 x3" },
        { "local to its file", s_net.Replace("public partial class", "file partial class"), "FCN002 is local to its file; CS9248 x3" },
        { "marker twice", s_net.Replace("[FullyConvNet(Channels = 3)]", "[FullyConvNet(Channels = 3), FullyConvNet(Channels = 3)]"), "CS0579" },
        { "marker on two parts", s_net + "[FullyConvNet(Channels = 3)] public partial class Net;", "CS0579" },
        { "marker on an enum", s_net + "[FullyConvNet] public enum E { X }", "CS0592" },

        // No marker at all.
        { "no marker", s_net.Replace("[FullyConvNet(Channels = 3)]", ""), "FCN007 Property A has [Conv]" },
        { "no marker, nothing partial", s_net.Replace("[FullyConvNet(Channels = 3)]", "").Replace("partial ", ""), "FCN007 Property A has [Conv]" },
        { "no marker, class not partial", s_net.Replace("[FullyConvNet(Channels = 3)]", "").Replace("partial class", "class"), "FCN007 Property A has [Conv]; CS0260" },

        // Properties.
        { "nullable layer", s_net.Replace("Layer A", "Layer? A"), "FCN004 is of type Layer?" },
        { "set", s_net.Replace("Layer A { get; }", "Layer A { get; set; }"), "FCN004 has a setter" },
        { "init", s_net.Replace("Layer A { get; }", "Layer A { get; init; }"), "FCN004 has an init accessor" },
        { "required", s_net.Replace("public partial Layer A { get; }", "public required partial Layer A { get; init; }"), "FCN004 has an init accessor" },
        { "initial value", s_net.Replace("Layer A { get; }", "Layer A { get; } = null!;"), "FCN004 has an initial value" },
        { "body", s_net.Replace("Layer A { get; }", "Layer A { get => null!; }"), "FCN004 has a body" },
        { "definition and body", s_net.Replace("public partial Layer A { get; }", "public partial Layer A { get; } public partial Layer A { get => null!; }"), "FCN004 has a body" },
        { "arrow", s_net.Replace("public partial Layer A { get; }", "public Layer A => null!;"), "FCN003 Property A" },
        { "automatic", s_net.Replace("public partial Layer A { get; }", "public Layer A { get; } = null!;"), "FCN003 Property A" },
        { "virtual", s_net.Replace("public partial Layer A", "public virtual partial Layer A"), "FCN004 is declared virtual" },
        { "new", s_net.Replace("public partial Layer A", "public new partial Layer A"), "FCN004 is declared new" },
        { "unsafe", s_net.Replace("public partial Layer A", "public unsafe partial Layer A"), "FCN004 is declared unsafe; CS0227 x2" },
        { "static property", s_net.Replace("public partial Layer A", "public static partial Layer A"), "FCN004 is static" },
        { "no accessibility", s_net.Replace("public partial Layer A", "partial Layer A"), "FCN004 is not public" },
        { "protected internal", s_net.Replace("public partial Layer A", "protected internal partial Layer A"), "FCN004 is not public" },
        { "other type", s_net.Replace("Layer A", "System.Collections.Generic.List<string?> A"), "FCN004 is of type List<string?>" },
        { "keyword", s_net.Replace("Layer A", "Layer @class"), "FCN004 is named by a C# keyword" },
        { "contextual keyword", s_net.Replace("Layer A", "Layer field"), "" },
        { "name of the class", s_net.Replace("Layer A", "Layer Net"), "FCN004 has the name of its class; CS0542" },
        { "name of the input", s_net.Replace("[Conv(4)] public partial Layer A", "[Conv(4, Name = \"x\")] public partial Layer Data"), "FCN004 has a name that the generated part needs for the input" },
        { "indexer", s_net.Replace("public partial Layer A { get; }", "public Layer this[int i] => null!;"), "FCN004 is an indexer" },
        { "in the other part", s_net.Replace("[Conv(4)]", "") + "public partial class Net { [Conv(4)] public partial Layer A { get => null!; } }", "FCN004 has a body" },
    };

    [Theory]
    [MemberData(nameof(Declarations))]
    public void Declaration_builds_or_has_one_finding(string name, string source, string expected)
    {
        string generator = string.Join("; ", Errors(Csc.Compile(Compilations.Create(source), Reporter.Generator, analyzers: false)));
        Assert.True(Agree(expected, generator), $"{name}: a build says {generator}");

        // An editor goes on after the finding, into method bodies and flow analysis.
        string analyzer = string.Join("; ", Errors(Csc.Edit(Compilations.Create(source))));
        Assert.True(Agree(expected, analyzer), $"{name}: an editor says {analyzer}");
    }

    [Fact]
    public void Classes_that_differ_only_in_case_are_both_right()
    {
        string source = s_net.Replace("class Net", "class Fcn") + s_net.Replace("using FcnGen;", "").Replace("class Net", "class fcn").Replace("Conv(4)", "Conv(7)")
            + "namespace nets { " + s_net.Replace("using FcnGen;", "").Replace("Conv(4)", "Conv(5)") + " }"
            + "namespace Nets { " + s_net.Replace("using FcnGen;", "").Replace("Conv(4)", "Conv(6)") + " }"
            + "namespace Nets { " + Nested("public partial class Outer", s_net).Replace("using FcnGen;", "").Replace("Conv(4)", "Conv(8)") + " }"
            + "namespace Nets { " + Nested("public partial class outer", s_net).Replace("using FcnGen;", "").Replace("Conv(4)", "Conv(9)") + " }";
        CSharpCompilation compilation = Compilations.Create(source);
        Assert.Empty(Csc.Compile(compilation));
        CSharpCompilation generated = Compilations.Generate(compilation);
        Assert.Equal(13, generated.SyntaxTrees.Length);
        using var image = new MemoryStream();
        Assert.True(generated.Emit(image).Success);
        image.Position = 0;
        var context = new AssemblyLoadContext("case", isCollectible: true);
        context.Resolving += (loader, assembly) => assembly.Name == "FcnGen" ? loader.LoadFromAssemblyPath(Compilations.RuntimePath) : null;
        Assembly loaded = context.LoadFromStream(image);
        foreach ((string type, int channels) in new[] { ("Fcn", 4), ("fcn", 7), ("nets.Net", 5), ("Nets.Net", 6), ("Nets.Outer+Net", 8), ("Nets.outer+Net", 9) })
        {
            object definition = loaded.GetType(type)!.GetProperty("Definition")!.GetValue(null)!;
            var layers = (System.Collections.IEnumerable)definition.GetType().GetProperty("Layers")!.GetValue(definition)!;
            object score = layers.Cast<object>().ElementAt(1);
            Assert.Equal(channels, score.GetType().GetProperty("Channels")!.GetValue(score));
        }
    }

    [Fact]
    public void A_wrong_class_takes_nothing_from_one_that_differs_in_case()
    {
        string source = s_net.Replace("class Net", "class Fcn") + s_net.Replace("using FcnGen;", "").Replace("class Net", "class fcn").Replace("Conv(4)", "Conv(0)");
        Assert.Equal(["FCN020"], Csc.Compile(Compilations.Create(source)).Select(d => d.Id));
    }

    private static IEnumerable<string> Errors(IReadOnlyList<Diagnostic> diagnostics) => diagnostics
        .Where(d => d.IsOurs() || d.Severity == DiagnosticSeverity.Error)
        .OrderByDescending(d => d.IsOurs())
        .GroupBy(d => d.IsOurs() ? d.Id + " " + d.GetMessage(System.Globalization.CultureInfo.InvariantCulture) : d.Id)
        .Select(group => group.Key + (group.Count() > 1 ? " x" + group.Count() : ""));

    /// <summary>Findings by their start and by a phrase of theirs, compiler errors by id and number.</summary>
    private static bool Agree(string expected, string found)
    {
        string[] want = expected.Split("; ", System.StringSplitOptions.RemoveEmptyEntries);
        List<string> have = [.. found.Split("; FCN").SelectMany((part, i) => (i > 0 ? "FCN" + part : part).Split("; CS").Select((p, j) => j > 0 ? "CS" + p : p)).Where(p => p.Length > 0)];
        return want.Length == have.Count && want.Zip(have).All(pair => pair.First.StartsWith("CS", System.StringComparison.Ordinal)
            ? pair.First == pair.Second
            : pair.Second.StartsWith(pair.First[..6], System.StringComparison.Ordinal) && pair.Second.Contains(pair.First[7..]));
    }

    private static string Nested(string outer, string source) => "using FcnGen;\n" + outer + "\n{\n" + source.Replace("using FcnGen;", "") + "\n}\n";
}
