using System.Collections.Generic;
using static FcnGen.Generator.Tests.Diagnostics.DiagnosticCase;

namespace FcnGen.Generator.Tests.Diagnostics;

/// <summary>Layers that are wired wrongly.</summary>
internal static class TopologyCases
{
    private const string Tail = " [CropToInput] Score; [SoftmaxLoss] Loss;";

    private const string Trunk = "[FullyConvTrunk(Channels = 3)] public partial class Base { [Conv(4)] public partial Layer A { get; } [Conv(4)] public partial Layer B { get; } }\n";

    public static IEnumerable<DiagnosticCase> All =>
    [
        new("FCN011", "from", Net("[Conv(4)] Conv1; [Conv(4, [|From = \"Convl\"|])] B;" + Tail), "b names 'Convl', which is not among the layers above it; did you mean 'Conv1'?"),
        new("FCN011", "nothing near", Net("[Conv(4)] Conv1; [Conv(4, [|From = \"Elsewhere\"|])] B;" + Tail), "b names 'Elsewhere', which is not among the layers above it"),
        new("FCN011", "second of a sum", Net("[Conv(4)] A; [Sum(nameof(A), [|\"Bb\"|])] C;" + Tail), "c names 'Bb', which is not among the layers above it; did you mean 'A'?"),
        new("FCN011", "onto", Net("[Conv(4)] A; [Crop([|Onto = \"Aa\"|])] B;" + Tail), "b names 'Aa', which is not among the layers above it; did you mean 'A'?"),
        new("FCN011", "input", Net("[Conv(4)] A; [CropToInput([|Input = \"date\"|])] Score; [SoftmaxLoss] Loss;"), "score names 'date', which is not among the inputs of Net; did you mean 'data'?"),
        new("FCN011", "through", Net("[Conv(4)] C;" + Tail, "[FullyConvNet(Channels = 3)]\n[Trunk(typeof(Base), [|Through = \"C\"|])]", Trunk), "Through names 'C', which is not among the layers of Base; did you mean 'A'?"),
        new("FCN011", "trunk's input", Net("[Conv(4)] C;" + Tail, "[FullyConvNet(Channels = 3)]\n[Trunk(typeof(Base), [|From = \"image\"|])]", Trunk),
            "From names 'image', which is not among the inputs of Net"),
        new("FCN012", "later", Net("[Conv(4, [|From = nameof(C)|])] B; [Conv(4, From = \"data\")] C;" + Tail),
            "b reads c, which is declared below it; layers stand in the order that data flows"),
        new("FCN012", "cycle", Net("[Conv(4, [|From = nameof(C)|])] B; [Conv(4)] C;" + Tail),
            "b reads c, which is declared below it and reads it in turn, which is a cycle; layers stand in the order that data flows"),
        new("FCN013", "itself", Net("[Conv(4)] A; [Conv(4, [|From = nameof(B)|])] B;" + Tail), "b reads itself; name another layer, or leave From out to read the layer above"),
        new("FCN014", "unused", Net("[Conv(4)] A; [Conv(4)] [|B|]; [Conv(4, From = nameof(A))] C;" + Tail),
            "Nothing reads b, and it is no output; read it by From, mark it [Output], or remove it"),
        new("FCN014", "end of a trunk", Net("[Conv(4, From = nameof(Base.A))] C;" + Tail, "[FullyConvNet(Channels = 3)]\n[[|Trunk(typeof(Base))|]]", Trunk),
            "Nothing reads b, and it is no output; end the trunk before it with Through"),
        new("FCN014", "input", Net("[Input(3)] Color; [Input(1)] [|Depth|]; [Conv(4, From = nameof(Color))] A; [CropToInput(Input = nameof(Color))] Score; [SoftmaxLoss] Loss;", "[FullyConvNet]"),
            "Nothing reads depth, and it is no output; read it by From or remove it"),
        new("FCN015", "name", Net("[Conv(4)] Conv1; [Conv(4, [|Name = \"conv1\"|])] B;" + Tail), "Layer B has the same name as Conv1: both are called 'conv1'"),
        new("FCN015", "trunk", Net("[Conv(4)] [|A|];" + Tail, "[FullyConvNet(Channels = 3)]\n[Trunk(typeof(Base))]", Trunk), "Layer A has the same name as A (of the trunk): both are called 'A'"),
        new("FCN016", "loss", Net("[Conv(4)] A; [CropToInput] Score; [SoftmaxLoss] Loss; [Conv(4, [|From = nameof(Loss)|]), Output] B;"),
            "b reads loss, but a loss is a number and not a blob"),
        new("FCN017", "no output", "using FcnGen;\n[FullyConvNet(Channels = 3)]\npublic partial class [|Net|]\n{\n" + Layers("[Conv(4)] A;") + "\n}",
            "Network Net has no output; end it with a [CropToInput] layer and a [SoftmaxLoss], or mark a layer [Output]"),
        new("FCN018", "no loss", "using FcnGen;\n[FullyConvNet(Channels = 3)]\npublic partial class [|Net|]\n{\n" + Layers("[Conv(4), Output] A;") + "\n}",
            "Network Net has no loss, so it can segment but not be trained; end it with a [SoftmaxLoss], or write InferenceOnly = true beside Channels if it is only to segment"),
        new("FCN019", "sum of one", Net("[Conv(4)] A; [[|Sum(nameof(A))|]] B;" + Tail), "b is a Sum of only 'A'; it takes at least two layers"),
        new("FCN019", "concat of none", Net("[Conv(4)] A; [[|Concat|]] B;" + Tail), "b is a Concat of none; it takes at least two layers"),
    ];
}
