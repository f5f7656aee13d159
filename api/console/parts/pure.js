// @ts-check
// A component that is drawn again only when a property of it, or a signal that it reads, changes.

import { Component } from '../vendor/preact.js';

/** @param {(props: any) => any} draw */
export function pure(draw) {
  class Pure extends Component {
    shouldComponentUpdate(next) {
      const names = new Set([...Object.keys(this.props), ...Object.keys(next)]);
      return [...names].some((name) => this.props[name] !== next[name]);
    }

    render(props) {
      return draw(props);
    }
  }
  Pure.displayName = draw.name;
  return Pure;
}
