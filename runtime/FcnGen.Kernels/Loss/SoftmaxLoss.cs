using ILGPU;
using ILGPU.Algorithms;

namespace FcnGen.Kernels;

/// <summary>
/// Softmax over the channels of each pixel, the gradient of −log p of its label, and the sum of these losses over each group. The
/// gradient may take the place of the scores: a thread has read a pixel's scores before it writes them.
/// </summary>
internal static class SoftmaxLoss
{
    // −log of the smallest normal float32, 2^-126: Caffe's guard against log 0 (FLT_MIN). The gradient knows no such bound.
    private const float LargestLoss = 87.33654475055311f;

    /// <summary>
    /// Group: 256 threads, one pixel each. <paramref name="counts"/> are those of <paramref name="countGroups"/> groups of
    /// <see cref="CountLabels"/>. Factors of the classes are read if <paramref name="weighted"/> is not 0. The gradient is scaled by
    /// weight over <paramref name="divisor"/>, or over the pixels that count (at least 1) if that is 0.
    /// </summary>
    public static void Run(
        ArrayView<float> scores, ArrayView<byte> labels, ArrayView<float> gradient, ArrayView<int> counts, ArrayView<float> classWeights, ArrayView<float> losses, ArrayView<int> key,
        int height, int width, int pixels, int classes, int scorePixel, int scoreRow, int scoreImage, int gradientPixel, int gradientRow, int gradientImage,
        int ignore, int samples, int threshold, int weighted, int countGroups, int divisor, float weight)
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
                float factor = weighted != 0 ? classWeights[label] : 1;
                loss = factor * Pixel(scores, gradient, from, to, classes, label, scale * factor);
            }
            else
            {
                for (int c = 0; c < classes; c++)
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

    private static float Pixel(ArrayView<float> scores, ArrayView<float> gradient, int from, int to, int classes, int label, float factor)
    {
        float largest = scores[from];
        for (int c = 1; c < classes; c++)
        {
            float score = scores[from + c];
            largest = score > largest ? score : largest;
        }

        // 1 − p as the sum of the other terms: no digits are lost where p is close to 1.
        float margin = scores[from + label] - largest;
        float others = 0;
        for (int c = 0; c < classes; c++)
        {
            float term = XMath.Exp(scores[from + c] - largest);
            others += c != label ? term : 0;
        }

        float sum = others + XMath.Exp(margin);
        float scale = factor / sum;
        for (int c = 0; c < classes; c++)
        {
            float term = XMath.Exp(scores[from + c] - largest);
            gradient[to + c] = (c != label ? term : -others) * scale;
        }

        float loss = XMath.Log(sum) - margin;
        return loss > LargestLoss ? LargestLoss : loss;
    }
}
