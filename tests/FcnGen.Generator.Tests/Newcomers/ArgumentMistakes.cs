using System.Collections.Generic;

namespace FcnGen.Newcomers;

/// <summary>Arguments and channels that do not fit.</summary>
internal static class ArgumentMistakes
{
    public static IEnumerable<Newcomer> All =>
    [
        new("KernelOfZero", "FCN020", "a kernel of 0", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, [|Kernel = 0|]), Relu] public partial Layer Conv1 { get; }
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("DropoutInPercent", "FCN020", "the dropout ratio in percent", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu, Dropout([|50|])] public partial Layer Conv1 { get; }
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("GroupsThatDoNotDivide", "FCN021", "2 groups of 3 channels", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1, [|Groups = 2|]), Relu] public partial Layer Conv1 { get; }
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("SumOfOtherChannels", "FCN022", "a skip is added before it is scored", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
                [Score(5)] public partial Layer ScoreFr { get; }
                [Sum(nameof(ScoreFr), [|nameof(Conv1)|])] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("BilinearToOtherChannels", "FCN023", "a bilinear enlargement is to change the number of channels", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
                [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
                [Deconv([|5|], Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
                [CropToInput] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("ClassWeightsWithoutBackground", "FCN024", "class weights leave the background out", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss([|ClassWeights = [2, 2, 2, 2]|])] public partial Layer Loss { get; }
            }
            """),
        new("MeanOfOneChannel", "FCN024", "one mean for three channels", """
            [FullyConvNet(Channels = 3, [|Mean = [127.5]|])]
            public partial class Net
            {
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("ForegroundAsTheOnlyClass", "FCN025", "a single output for foreground against background", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Score(1)] public partial Layer Score { get; }
                [[|SoftmaxLoss|]] public partial Layer Loss { get; }
            }
            """),
        new("SigmoidBeforeItsLoss", "FCN081", "a sigmoid stands before the loss that applies one", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Score(1), Sigmoid] public partial Layer Score { get; }
                [[|SigmoidLoss|]] public partial Layer Loss { get; }
            }
            """),
        new("BudgetTooSmall", "FCN050", "the memory budget is less than what the network needs", """
            [FullyConvNet(Channels = 3)]
            [MemoryBudget([|8|])]
            public partial class Net
            {
                [Conv(64, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
    ];
}
