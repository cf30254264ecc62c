using FcnGen.CompilerServices;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// Sigmoid cross-entropy over the channels of each pixel, its gradient, and the sum of these losses over each group. The gradient may take
/// the place of the scores: a thread has read a score before it writes there.
/// </summary>
internal static class SigmoidLoss
{
    /// <summary>
    /// Group: 256 threads, one pixel each. <paramref name="counts"/> are those of <paramref name="countGroups"/> groups of
    /// <see cref="CountLabels"/>. With one channel more <paramref name="classes"/> than <paramref name="channels"/>, the label 1 is the yes of
    /// the first. The gradient is scaled by weight over <paramref name="divisor"/>, or over the pixels that count (at least 1) if that is 0.
    /// </summary>
    public static void Run(
        ArrayView<float> scores, ArrayView<byte> labels, ArrayView<float> gradient, ArrayView<int> counts, ArrayView<float> losses, ArrayView<int> key,
        int height, int width, int pixels, int channels, int classes, int scorePixel, int scoreRow, int scoreImage, int gradientPixel, int gradientRow, int gradientImage,
        int ignore, int samples, int threshold, int countGroups, int divisor, float weight, float positiveWeight)
    {
        var sums = SharedMemory.Allocate<int>(256);
        var totals = SharedMemory.Allocate<float>(256);
        int thread = Group.IdxX;
        Reduce.Sum(sums, thread < countGroups ? counts[thread] : 0);
        Group.Barrier();
        int counted = sums[0] > 1 ? sums[0] : 1;
        float scale = weight / (divisor != 0 ? divisor : counted);

        int pixel = Grid.IdxX * 256 + thread;
        float loss = 0;
        if (pixel < pixels)
        {
            int line = pixel / width;
            int column = pixel - line * width;
            int image = line / height;
            int row = line - image * height;
            int from = image * scoreImage + row * scoreRow + column * scorePixel;
            int to = image * gradientImage + row * gradientRow + column * gradientPixel;
            int label = labels[pixel];
            if (label < classes & LossPixel.Counts(label, pixel, ignore, samples, key, threshold))
            {
                loss = Pixel(scores, gradient, from, to, channels, label - (classes - channels), scale, positiveWeight);
            }
            else
            {
                for (int c = 0; c < channels; c++)
                {
                    gradient[to + c] = 0;
                }
            }
        }

        Reduce.Sum(totals, loss);
        if (thread == 0)
        {
            losses[Grid.IdxX] = totals[0];
        }
    }

    private static float Pixel(ArrayView<float> scores, ArrayView<float> gradient, int from, int to, int channels, int positive, float scale, float positiveWeight)
    {
        float loss = 0;
        for (int c = 0; c < channels; c++)
        {
            float score = scores[from + c];
            float turned = c == positive ? -score : score;
            float weight = c == positive ? positiveWeight : 1;
            float decay = SigmoidCrossEntropy.Decay<float, FloatArithmetic>(turned);
            loss += weight * SigmoidCrossEntropy.Loss<float, FloatArithmetic>(turned, decay);
            float slope = scale * weight * SigmoidCrossEntropy.Derivative<float, FloatArithmetic>(turned, decay);
            gradient[to + c] = c == positive ? -slope : slope;
        }

        return loss;
    }
}
