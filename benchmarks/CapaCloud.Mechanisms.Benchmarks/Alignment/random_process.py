# Writes the random process of the peer program mdp_scipy.py as raw arrays: successors, probabilities, rewards, and its solution.
import sys

import numpy
import scipy.sparse

states, folder = int(sys.argv[1]), sys.argv[2]
actions = outcomes = 4
discount, tolerance = 0.95, 1e-6
random = numpy.random.default_rng(1)
successors = random.integers(0, states, states * actions * outcomes)
probabilities = random.random((states * actions, outcomes))
probabilities /= probabilities.sum(1, keepdims=True)
rewards = random.random(states * actions)
rows = numpy.repeat(numpy.arange(states * actions), outcomes)
transitions = scipy.sparse.csr_matrix((probabilities.ravel(), (rows, successors)), shape=(states * actions, states))
values = numpy.zeros(states)
while True:
    improved = (rewards + discount * (transitions @ values)).reshape(states, actions).max(1)
    change = numpy.abs(improved - values).max()
    values = improved
    if change < tolerance * (1 - discount) / (2 * discount):
        break
for name, array in (("successors", successors.astype("<i4")), ("probabilities", probabilities), ("rewards", rewards), ("values", values)):
    array.tofile(f"{folder}/{name}")
