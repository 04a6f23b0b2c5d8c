using TorchSharp.Utils;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Bert;

/// <summary>Multi-head self-attention over a padded batch.</summary>
/// <remarks>
/// No dropout on the attention probabilities: on a CPU it costs 40 % of a training step, because the fused attention is given up
/// for it and its random numbers are drawn on one thread.
/// </remarks>
internal sealed class BertSelfAttention : nn.Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "query")] private readonly MixedLinear _query;
    [ComponentName(Name = "key")] private readonly MixedLinear _key;
    [ComponentName(Name = "value")] private readonly MixedLinear _value;
    private readonly long _headCount;

    public BertSelfAttention(BertConfiguration configuration) : base(nameof(BertSelfAttention))
    {
        _query = new MixedLinear(configuration.HiddenSize, configuration.HiddenSize);
        _key = new MixedLinear(configuration.HiddenSize, configuration.HiddenSize);
        _value = new MixedLinear(configuration.HiddenSize, configuration.HiddenSize);
        _headCount = configuration.NumAttentionHeads;
        RegisterComponents();
    }

    /// <param name="hidden">[B, T, D]</param>
    /// <param name="attentionMask">[B, 1, 1, T] bool, true where there is a token; null where nothing is padded.</param>
    /// <returns>[B, T, D], in the caller's dispose scope.</returns>
    public override Tensor forward(Tensor hidden, Tensor? attentionMask)
    {
        using var scope = NewDisposeScope();
        var query = SplitHeads(_query.call(hidden)); // [B, H, T, K]
        var key = SplitHeads(_key.call(hidden));     // [B, H, T, K]
        var value = SplitHeads(_value.call(hidden)); // [B, H, T, K]
        var context = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask: attentionMask!); // [B, H, T, K]; the wrapper takes null
        return context.transpose(1, 2).flatten(2).MoveToOuterDisposeScope(); // [B, T, D]
    }

    // [B, T, D] -> [B, H, T, K]
    private Tensor SplitHeads(Tensor x) => x.unflatten(2, _headCount, -1).transpose(1, 2);
}
