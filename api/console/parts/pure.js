// @ts-check
// A component that is drawn again only when a property of it, or a signal that it reads, changes.

import { Component, h } from '../vendor/preact.js';

/** @param {(props: any) => any} draw */
export function pure(draw) {
  class Pure extends Component {
    shouldComponentUpdate(next) {
      const names = new Set([...Object.keys(this.props), ...Object.keys(next)]);
      return [...names].some((name) => this.props[name] !== next[name]);
    }

    // A component of its own inside: what a signal changes is not held up by the properties above.
    render(props) {
      return h(draw, props);
    }
  }
  Pure.displayName = draw.name;
  return Pure;
}
