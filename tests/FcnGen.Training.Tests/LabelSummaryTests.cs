using System.Linq;

namespace FcnGen.Training.Tests;

public sealed class LabelSummaryTests
{
    [Fact]
    public void Masks_of_0_and_255_are_refused_with_the_flag_that_maps_them()
    {
        string message = Fails(2, (0, 75), (255, 25));
        Assert.Contains("only the class 0 besides void (255)", message);
        Assert.Contains("0 (75 %), 255 (25 %) void", message);
        Assert.Contains("--classes 0,255", message);
    }

    [Theory]
    [InlineData(0, "only the class 0")]
    [InlineData(4, "only the class 4")]
    [InlineData(255, "no class besides void")]
    public void One_value_is_refused(int value, string expected)
    {
        string message = Fails(5, (value, 10));
        Assert.Contains(expected, message);
        Assert.Contains($"{value} (100 %)", message);
    }

    [Fact]
    public void Values_beyond_the_classes_are_named_with_their_share()
    {
        string message = Fails(11, [.. Enumerable.Range(0, 12).Select(label => (label, label == 11 ? 45L : 5L))]);
        Assert.Contains("the label 11 (45 %), which is neither among the 11 classes of the network (0 to 10) nor void (255)", message);
        Assert.Contains("--void 11", message);
        Assert.Contains("--classes 0,1,2,3,4,5,6,7,8,9,10,11", message);
    }

    [Fact]
    public void A_void_below_the_number_of_outputs_is_allowed()
    {
        new LabelSummary(Counts((0, 5), (1, 5), (2, 5)), classes: 3, voidLabel: 0).Require();
        Assert.Throws<LabelContentException>(() => new LabelSummary(Counts((0, 5), (1, 5)), classes: 3, voidLabel: 0).Require());
    }

    [Fact]
    public void Labels_to_learn_from_pass_without_a_word()
    {
        foreach (LabelSummary summary in new[]
        {
            new LabelSummary(Counts((0, 90), (1, 10)), classes: 2),
            new LabelSummary(Counts((0, 90), (1, 5), (2, 4), (255, 1)), classes: 21),
        })
        {
            summary.Require();
            Assert.Null(summary.Problem);
            Assert.Null(summary.Warning());
        }
    }

    [Fact]
    public void Several_labels_and_no_void_are_warned_about()
    {
        string warning = new LabelSummary(Counts((0, 50), (1, 25), (11, 25)), classes: 21).Warning()!;
        Assert.Contains("no pixel is void (255)", warning);
        Assert.Contains("--void 11", warning);
    }

    [Fact]
    public void A_class_with_a_name_of_void_is_warned_about_even_beside_void()
    {
        var names = new ClassTable([new ClassEntry(0, "sky", null), new ClassEntry(1, "Unlabelled", null)], "names.txt");
        string warning = new LabelSummary(Counts((0, 50), (1, 25), (255, 25)), classes: 2).Warning(names)!;
        Assert.Contains("the label 1 (25 %) is called \"Unlabelled\" by names.txt", warning);
        Assert.Contains("--void 1", warning);
    }

    private static string Fails(int classes, params (int Label, long Pixels)[] labels) =>
        Assert.Throws<LabelContentException>(new LabelSummary(Counts(labels), classes).Require).Message;

    private static long[] Counts(params (int Label, long Pixels)[] labels)
    {
        var counts = new long[256];
        foreach ((int label, long pixels) in labels) counts[label] = pixels;
        return counts;
    }
}
