using System.Collections.Generic;
using static FcnGen.Generator.Tests.Diagnostics.DiagnosticCase;

namespace FcnGen.Generator.Tests.Diagnostics;

/// <summary>Declarations that the generator cannot complete.</summary>
internal static class FormCases
{
    private const string Tail = " [CropToInput] Score; [SoftmaxLoss] Loss;";

    private const string Trunk = "[FullyConvTrunk(Channels = 3)] public partial class Base { [Conv(4)] public partial Layer A { get; } }\n";

    public static IEnumerable<DiagnosticCase> All =>
    [
        new("FCN001", "class", "using FcnGen;\n[FullyConvNet(Channels = 3)]\npublic class [|Net|]\n{\n" + Layers("[Conv(4)] A;" + Tail) + "\n}",
            "Class Net is marked [FullyConvNet], [FullyConvTrunk] or [FullyConvBlock] but is not partial; the generator writes its other part"),
        new("FCN002", "generic", "using FcnGen;\n[FullyConvNet(Channels = 3)]\npublic partial class [|Net|]<T>\n{\n" + Layers("[Conv(4)] A;" + Tail) + "\n}",
            "Class Net is generic; a network, a trunk or a block is an ordinary class of its own, whose other part and base class the generator writes"),
        new("FCN002", "base class", "using FcnGen;\npublic class Other;\n[FullyConvNet(Channels = 3)]\npublic partial class [|Net|] : Other\n{\n" + Layers("[Conv(4)] A;" + Tail) + "\n}",
            "Class Net derives from Other; a network, a trunk or a block is an ordinary class of its own, whose other part and base class the generator writes"),
        new("FCN002", "nested", "using FcnGen;\npublic class Outer\n{\n[FullyConvNet(Channels = 3)]\npublic partial class [|Net|]\n{\n" + Layers("[Conv(4)] A;" + Tail) + "\n}\n}",
            "Class Net is nested in Outer, which is not partial; a network, a trunk or a block is an ordinary class of its own, whose other part and base class the generator writes"),
        new("FCN002", "static", "using FcnGen;\n[FullyConvNet(Channels = 3)]\npublic static partial class [|Net|]\n{\n}",
            "Class Net is static; a network, a trunk or a block is an ordinary class of its own, whose other part and base class the generator writes"),
        new("FCN002", "file-local", "using FcnGen;\n[FullyConvNet(Channels = 3)]\nfile partial class [|Net|]\n{\n}",
            "Class Net is local to its file; a network, a trunk or a block is an ordinary class of its own, whose other part and base class the generator writes"),
        new("FCN002", "both markers", "using FcnGen;\n[FullyConvNet(Channels = 3), FullyConvTrunk(Channels = 3)]\npublic partial class [|Net|]\n{\n" + Layers("[Conv(4)] A;" + Tail) + "\n}",
            "Class Net is marked both as a network and as a trunk; a network, a trunk or a block is an ordinary class of its own, whose other part and base class the generator writes"),
        new("FCN003", "property", Net("[Conv(4)] public Layer [|A|] { get; } " + Layers(Tail)),
            "Property A declares a layer but is not partial; the generator writes its other part"),
        new("FCN004", "setter", Net("[Conv(4)] public partial Layer [|A|] { get; set; } " + Layers(Tail)),
            "Property A has a setter; a layer is a public partial instance property of type Layer with a getter only"),
        new("FCN004", "static", Net("[Conv(4)] public static partial Layer [|A|] { get; } " + Layers(Tail)),
            "Property A is static; a layer is a public partial instance property of type Layer with a getter only"),
        new("FCN004", "private", Net("[Conv(4)] private partial Layer [|A|] { get; } " + Layers(Tail)),
            "Property A is not public; a layer is a public partial instance property of type Layer with a getter only"),
        new("FCN004", "type", Net("[Conv(4)] public partial string [|A|] { get; } " + Layers(Tail)),
            "Property A is of type string; a layer is a public partial instance property of type Layer with a getter only"),
        new("FCN063", "kind of the user's", Net("[[|Sharpen|]] A;" + Tail, rest: "public sealed class SharpenAttribute : LayerAttribute;"),
            "A is declared by [Sharpen], which this compiler does not know; layers are declared by Input, Conv, Score, InnerProduct, Deconv, MaxPool, AvgPool, Lrn, Scale, Crop, CropToInput, Sum, Concat, Relu, LeakyRelu, PRelu, Sigmoid, Clip, Dropout, SoftmaxLoss, Block"),
        new("FCN063", "name of a kind", Net("[[|Mine.Conv(4)|]] A;" + Tail, rest: "namespace Mine { public sealed class ConvAttribute(int outputs) : LayerAttribute { public int Outputs => outputs; } }"),
            "A is declared by [Conv], which this compiler does not know; layers are declared by…"),
        new("FCN005", "two kinds", Net("[Conv(4), [|MaxPool(Kernel = 2)|]] A;" + Tail),
            "Property A is declared as Conv and as MaxPool; a property is one layer, beside which only one activation and Dropout may stand, and not on an input, a loss or a block"),
        new("FCN005", "two activations", Net("[Conv(4), Relu, [|Sigmoid|]] A;" + Tail),
            "Property A is declared as Relu and as Sigmoid; a property is one layer, beside which only one activation and Dropout may stand, and not on an input, a loss or a block"),
        new("FCN005", "loss with relu", Net("[Conv(4)] A; [CropToInput] Score; [SoftmaxLoss, [|Relu|]] Loss;"),
            "Property Loss is declared as SoftmaxLoss and as Relu; a property is one layer, beside which only one activation and Dropout may stand, and not on an input, a loss or a block"),
        new("FCN006", "bare property", Net("[Conv(4)] A; public partial Layer [|B|] { get; }" + Layers(Tail)),
            "Partial property B of type Layer says nothing about its layer; give it an attribute such as [Conv] or [MaxPool]"),
        new("FCN007", "unmarked class", "using FcnGen;\npublic class Net\n{\n[[|Conv(4)|]] public Layer A { get; } = null!;\n}",
            "Property A has [Conv], but class Net is not marked [FullyConvNet], [FullyConvTrunk] or [FullyConvBlock], so nothing reads it"),
        new("FCN008", "second part", Net("[Conv(4)] A;" + Tail, rest: "public partial class Net\n{\n" + Layers("[Conv(4)] [|B|];") + "\n}"),
            "Layer B is declared in another part of Net than the one that is marked; the order of the layers would depend on the order of the files"),
        new("FCN009", "channels and input", Net("[Input(3)] Color; [Conv(4)] A;" + Tail, "[FullyConvNet([|Channels = 3|])]"),
            "The input of Net is unclear: it declares Channels = 3 and also input Color"),
        new("FCN009", "no input", "using FcnGen;\n[FullyConvNet]\npublic partial class [|Net|]\n{\n" + Layers("[Conv(4)] A;" + Tail) + "\n}",
            "The input of Net is unclear: it declares neither Channels nor a property with [Input]"),
        new("FCN004", "reserved name", Net("[Conv(4)] [|Forward|];" + Tail),
            "Property Forward has a name that the generated part or its base class needs; a layer is a public partial instance property of type Layer with a getter only"),
        new("FCN009", "no channels", Net("[Conv(4)] A;" + Tail, "[FullyConvNet([|Channels = 0|])]"), "The input of Net is unclear: Channels is 0"),
        new("FCN009", "mean of two inputs",
            Net("[Input(3)] Color; [Input(1)] Depth; [Concat(nameof(Color), nameof(Depth))] Both; [Conv(4)] A; [CropToInput(Input = nameof(Color))] Score; [SoftmaxLoss] Loss;", "[FullyConvNet([|Mean = [1, 2, 3]|])]"),
            "The input of Net is unclear: it declares Mean for 2 inputs; give each its own, as in [Input(3, Mean = ...)]"),
        new("FCN009", "scale declared twice", Net("[Input(1, Deviation = [2])] Depth; [Conv(4)] A;" + Tail, "[FullyConvNet([|InputScale = 0.5|])]"),
            "The input of Net is unclear: both the class and input Depth declare how it is made; move InputScale to [Input], as Scale"),
        new("FCN009", "crop to one of two inputs",
            Net("[Input(3)] Color; [Input(1)] Depth; [Concat(nameof(Color), nameof(Depth))] Both; [Conv(4)] A; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;", "[FullyConvNet]"),
            "The input of Net is unclear: it has 2 inputs, and score must say by Input which one it is cropped to"),
        new("FCN009", "trunk of one of two inputs", Net("[Input(3)] Color; [Input(3)] Depth; [Sum(nameof(Base.A), nameof(Depth))] B;", "[FullyConvNet]\n[Trunk([|typeof(Base)|])]", Trunk),
            "The input of Net is unclear: it has 2 inputs, and trunk Base must say which one feeds it by From"),
        new("FCN010", "not a trunk", Net("[Conv(4)] B;" + Tail, "[FullyConvNet(Channels = 3)]\n[Trunk([|typeof(Base)|])]", "public class Base;"),
            "Trunk Base cannot be used: it is not marked [FullyConvTrunk]"),
    ];
}
