namespace CapaCloud.Mechanisms.Rewards;

/// <summary>What a unit of stake of one layer has earned.</summary>
/// <remarks>No formula. <c>default</c> is nothing, for those who joined from epoch 0 on.</remarks>
/// <param name="From">The first epoch of joining.</param>
/// <param name="Index">What each unit brought has earned.</param>
public readonly record struct LayerIndex(Epoch From, RewardIndex Index)
{
    /// <summary>The index of the layer that somebody joined; a layer that was divided off had that of the one it came from.</summary>
    internal static RewardIndex Of(ReadOnlySpan<LayerIndex> layers, Epoch joined)
    {
        RewardIndex index = default;
        foreach (LayerIndex layer in layers)
        {
            index = layer.From <= joined ? layer.Index : index;
        }

        return index;
    }
}
